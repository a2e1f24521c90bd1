interface Item {
  readonly itemId: string;
}

/** The share of the longer of two answers that both give, from 0 to 1; 1 where both are empty. */
export function overlapOf(a: readonly Item[], b: readonly Item[]): number {
  const ids = new Set(a.map(({ itemId }) => itemId));
  const both = b.filter(({ itemId }) => ids.has(itemId)).length;
  const longest = Math.max(a.length, b.length);
  return longest === 0 ? 1 : both / longest;
}
