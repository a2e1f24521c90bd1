/** How popular items are as far as bundle and deltas know. Never changed. */
export interface ServedPrior {
  /** Of the logarithm of an item's share in its score. */
  readonly weight: number;
  /** Milliseconds in which a count halves; undefined: counts do not fade. */
  readonly halfLife: number | undefined;
  /** `[items]`: the logarithm of each item's share. */
  readonly shares: Float32Array;
  /** All counts and what smooths them, in events of {@link at}: what one more event is a share of. */
  readonly mass: number;
  /** The newest event that was counted, milliseconds since 1970; NaN without times. */
  readonly at: number;
}

/** The same with other shares for some rows, for items that are `size` by now. */
export function withShares(
  prior: ServedPrior,
  size: number,
  rows: Int32Array,
  values: Float32Array,
  watermark: number | undefined,
): ServedPrior {
  if (rows.length === 0 && size === prior.shares.length && watermark === undefined) return prior;
  const shares = new Float32Array(size);
  shares.set(prior.shares);
  // A new item is as popular as the least popular one.
  if (size > prior.shares.length) shares.fill(leastOf(prior.shares), prior.shares.length);
  rows.forEach((row, i) => {
    shares[row] = values[i];
  });
  // As much comes in as fades, so the mass is taken to stay.
  return { ...prior, shares, at: watermark ?? prior.at };
}

function leastOf(shares: Float32Array): number {
  return shares.reduce((least, share) => Math.min(least, share), 0);
}
