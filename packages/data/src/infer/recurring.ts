/** Share of some values that are there more than once: what they tell of one thing can hold for another. 0 of none. */
export function recurringShare(values: readonly unknown[]): number {
  const counts = new Map<unknown, number>();
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const again = [...counts.values()].reduce((sum, count) => sum + (count > 1 ? count : 0), 0);
  return again / Math.max(1, values.length);
}
