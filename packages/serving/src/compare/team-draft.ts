import { createHash } from 'node:crypto';

/** One list of two, and from which of them each entry was taken. */
export interface Draft<T> {
  readonly items: T[];
  readonly teams: { readonly control: string[]; readonly treatment: string[] };
}

/**
 * Team-draft interleaving: in each round both take their best item that is not taken yet, and a coin says who begins. So neither
 * has better places, and of two that are equally good each gets half of the reactions. The coins follow from the request, so that
 * an answer can be made again.
 *
 * Source: Radlinski, Kurup and Joachims 2008.
 */
export function teamDraft<T extends { readonly itemId: string }>(
  control: readonly T[],
  treatment: readonly T[],
  { k, requestId }: { readonly k: number; readonly requestId: string },
): Draft<T> {
  const draft: Draft<T> = { items: [], teams: { control: [], treatment: [] } };
  const taken = new Set<string>();
  const next = { control: control.values(), treatment: treatment.values() };
  const takes = (team: keyof typeof next): boolean => {
    for (const item of next[team]) {
      if (taken.has(item.itemId)) continue;
      taken.add(item.itemId);
      draft.items.push(item);
      draft.teams[team].push(item.itemId);
      return true;
    }
    return false;
  };
  const coins = createHash('shake256', { outputLength: Math.ceil(k / 8) })
    .update(requestId)
    .digest();
  for (let round = 0; draft.items.length < k; round++) {
    const isHeads = (coins[round >> 3] >> (round & 7)) & 1;
    const order = isHeads ? (['treatment', 'control'] as const) : (['control', 'treatment'] as const);
    const before = draft.items.length;
    for (const team of order) {
      if (draft.items.length < k) takes(team);
    }
    if (draft.items.length === before) break;
  }
  return draft;
}
