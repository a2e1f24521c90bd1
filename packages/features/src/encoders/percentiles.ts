const PARTS = 100;

/** The least value, the first to the 99th percentile and the greatest, ascending; empty without numbers. */
export function percentiles(numbers: ArrayLike<number>): number[] {
  const sorted = Float64Array.from(numbers).sort();
  return Array.from(
    { length: sorted.length === 0 ? 0 : PARTS + 1 },
    (_, q) => sorted[Math.round((q / PARTS) * (sorted.length - 1))],
  );
}

/**
 * Where x lies among ascending values: -1 below the least, 1 above the greatest, linear between two, and in the middle
 * of those that x equals. 0 where there are no values.
 */
export function rankAmong(sorted: readonly number[], x: number): number {
  const last = sorted.length - 1;
  if (last < 1) {
    return 0;
  }
  if (x < sorted[0]) {
    return -1;
  }
  if (x > sorted[last]) {
    return 1;
  }
  const from = firstNotBelow(sorted, x);
  let to = from;
  while (to < last && sorted[to + 1] === x) {
    to++;
  }
  const rank =
    sorted[from] === x
      ? (from + to) / 2
      : from - 1 + (x - sorted[from - 1]) / (sorted[from] - sorted[from - 1]);
  return (2 * rank) / last - 1;
}

function firstNotBelow(sorted: readonly number[], x: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < x) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
