/** The values that occur at least `minCount` times, in order of their UTF-16 units, so that equal data give equal rows. */
export function frequentValues(values: Iterable<string>, minCount: number): string[] {
  const counts = new Map<string, number>();
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].flatMap(([value, count]) => (count >= minCount ? [value] : [])).sort();
}
