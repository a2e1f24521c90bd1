import type { OutputOf } from '@twotower/api';

export interface UpdateEvent {
  readonly key: string;
  /** Of a bundle its own, or `delta`. */
  readonly kind: string;
  readonly bundleId: string;
  /** ISO 8601. */
  readonly at: string;
  readonly text: string;
}

/** Bundles and the deltas of one of them, the newest first. */
export function updateEvents(
  bundles: OutputOf<'bundles'>['bundles'],
  served: Pick<OutputOf<'bundle'>, 'id' | 'deltas'> | undefined,
): UpdateEvent[] {
  const made = bundles.map(
    ({ id, kind, createdAt, aliases, broken }): UpdateEvent => ({
      key: id,
      kind,
      bundleId: id,
      at: createdAt,
      text: broken === undefined ? aliases.join(', ') : `broken: ${broken}`,
    }),
  );
  const deltas = (served?.deltas ?? []).flatMap(({ sequence, createdAt, rows = {} }): UpdateEvent[] => {
    if (served === undefined || createdAt === undefined) return [];
    const text = `delta ${sequence}: ${rows.users ?? 0} users, ${rows.items ?? 0} items, ${rows.vectors ?? 0} vectors`;
    return [{ key: `delta ${sequence}`, kind: 'delta', bundleId: served.id, at: createdAt, text }];
  });
  return [...made, ...deltas].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
