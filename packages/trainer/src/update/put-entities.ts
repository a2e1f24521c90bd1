import type { Entities, RawRecord, RawValue } from '@twotower/features';
import type { EntityChanges } from '@twotower/store';

/** What was put by hand of items and users, by id: all their columns. */
export interface PutEntities {
  readonly items: ReadonlyMap<string, RawRecord>;
  readonly users: ReadonlyMap<string, RawRecord>;
  /** The newest change that was looked at. */
  readonly version: number;
}

export const nothingPut: Pick<PutEntities, 'items' | 'users'> = { items: new Map(), users: new Map() };

/** What was put behind a version: it is newer than what a bundle of that version knows, and than the files that it was made from. */
export async function putSince(changes: Pick<EntityChanges, 'read'>, version: number): Promise<PutEntities> {
  const [items, users] = [new Map<string, RawRecord>(), new Map<string, RawRecord>()];
  let newest = version;
  for await (const some of changes.read(version)) {
    for (const change of some) {
      newest = change.version;
      if (change.kind === 'put') (change.side === 'item' ? items : users).set(change.id, change.record);
    }
  }
  return { items, users, version: newest };
}

/**
 * Entities with the columns that they were put with in the place of theirs.
 *
 * @param entities whose columns are those that count: what was put under others is left out
 * @param add whether those that are not among them come behind them
 */
export function withPut(
  { ids, columns }: Entities,
  put: ReadonlyMap<string, RawRecord>,
  add: 'add' | 'known-alone',
): Entities {
  if (put.size === 0) return { ids, columns };
  const known = new Set(ids);
  const all = add === 'add' ? [...ids, ...[...put.keys()].filter((id) => !known.has(id))] : ids;
  const valuesOf = ([name, values]: [string, ArrayLike<RawValue>]): [string, RawValue[]] => [
    name,
    all.map((id, place) => {
      const record = put.get(id);
      return record === undefined ? values[place] : (record[name] ?? null);
    }),
  ];
  return { ids: all, columns: Object.fromEntries(Object.entries(columns).map(valuesOf)) };
}
