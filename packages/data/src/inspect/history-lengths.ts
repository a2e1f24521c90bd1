/** Positives of a user, over users with any. */
export interface HistoryLengths {
  readonly min: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p95: number;
  readonly max: number;
  /** Users with `from` to `to` positives; the ranges double. */
  readonly histogram: readonly { readonly from: number; readonly to: number; readonly users: number }[];
}

/** @param perUser `[users]` positives of each */
export function historyLengthsOf(perUser: Int32Array): HistoryLengths {
  const lengths = perUser.filter((count) => count > 0).sort();
  const quantile = (share: number) =>
    lengths[Math.min(lengths.length - 1, Math.floor(share * lengths.length))] ?? 0;
  const users: number[] = [];
  for (const length of lengths) {
    const bin = Math.floor(Math.log2(length));
    users[bin] = (users[bin] ?? 0) + 1;
  }
  return {
    min: quantile(0),
    p25: quantile(0.25),
    p50: quantile(0.5),
    p75: quantile(0.75),
    p95: quantile(0.95),
    max: quantile(1),
    histogram: Array.from(users, (count = 0, bin) => ({
      from: 2 ** bin,
      to: 2 ** (bin + 1) - 1,
      users: count,
    })).slice(users.findIndex((count) => count > 0)),
  };
}
