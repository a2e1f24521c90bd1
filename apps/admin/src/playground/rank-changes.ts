/** How an item stands in one list against another. */
export type RankChange =
  | { readonly kind: 'same' }
  | { readonly kind: 'only-here' }
  /** Places it stands higher here; negative: lower. */
  | { readonly kind: 'moved'; readonly by: number };

/** By item id, for each of `here`. */
export function rankChanges(
  here: readonly { readonly itemId: string }[],
  there: readonly { readonly itemId: string }[],
): ReadonlyMap<string, RankChange> {
  const ranks = new Map(there.map(({ itemId }, rank) => [itemId, rank]));
  return new Map(
    here.map(({ itemId }, rank): [string, RankChange] => {
      const other = ranks.get(itemId);
      if (other === undefined) return [itemId, { kind: 'only-here' }];
      return [itemId, other === rank ? { kind: 'same' } : { kind: 'moved', by: other - rank }];
    }),
  );
}

/** How many items both have. */
export function shared(changes: ReadonlyMap<string, RankChange>): number {
  return [...changes.values()].filter(({ kind }) => kind !== 'only-here').length;
}
