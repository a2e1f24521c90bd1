/** The values that occur at least `minCount` times, in code-point order, so that equal data give equal rows. */
export function frequentValues(values: Iterable<string>, minCount: number): string[] {
  const counts = new Map<string, number>();
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].flatMap(([value, count]) => (count >= minCount ? [value] : [])).sort();
}
