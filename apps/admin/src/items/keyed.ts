/** Items with a key that stays unique where one occurs several times: its id and its how-manieth it is. */
export function keyed<T extends { itemId: string }>(items: readonly T[]): { key: string; item: T }[] {
  const counts = new Map<string, number>();
  return items.map((item) => {
    const count = (counts.get(item.itemId) ?? 0) + 1;
    counts.set(item.itemId, count);
    return { key: `${item.itemId} ${count}`, item };
  });
}
