/** What calibration makes of item vectors before they are published. */
export interface ItemForm {
  /** How much of an item's users is added; 0: nothing. */
  readonly aggregation: number;
  /** The power of the length that vectors then have: 1 keeps it, 0 makes all of length 1. */
  readonly norm: number;
}

/**
 * The vectors that the index holds, `[items * dim]`: `w = v + a s` with the item's aggregated users s, scaled to `|w|^norm`. They are
 * no unit vectors, so users meet them by inner product. Without aggregation they are the very vectors given.
 *
 * @param vectors unit vectors `[items * dim]`
 * @param aggregated `[items * dim]`: of each item, the sum over its users of `u / sqrt(d_u d_i)`
 */
export function publishedVectors(
  vectors: Float32Array,
  aggregated: Float32Array,
  dim: number,
  { aggregation, norm }: ItemForm,
): Float32Array {
  if (aggregation === 0) return vectors;
  const published = vectors.map((value, i) => value + aggregation * aggregated[i]);
  if (norm === 1) return published;
  for (let start = 0; start < published.length; start += dim) {
    const vector = published.subarray(start, start + dim);
    const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 1e-12));
    const scale = length ** (norm - 1);
    for (let c = 0; c < dim; c++) vector[c] *= scale;
  }
  return published;
}
