import type { EmbeddingTable } from '@twotower/core';

/**
 * Takes rows that have gone too far from where the last full update left them back to that distance.
 *
 * @param rows which may have
 * @param full `[rows, dim]` of the bundle; rows behind them are new and go where they want
 * @param cap as a share of the length of the row in the bundle
 * @returns how many were taken back
 */
export function holdBack(
  { dim, values }: Pick<EmbeddingTable, 'dim' | 'values'>,
  rows: Iterable<number>,
  full: Float32Array,
  cap: number,
): number {
  let capped = 0;
  for (const row of rows) {
    const start = row * dim;
    if (start >= full.length) continue;
    const moved = distance(values, start, full, start, dim);
    const most = cap * distance(full, start, undefined, 0, dim);
    if (moved <= most || most === 0) continue;
    capped++;
    for (let c = start; c < start + dim; c++) values[c] = full[c] + ((values[c] - full[c]) * most) / moved;
  }
  return capped;
}

/** Euclidean, of two rows of `dim` numbers; without the second the length of the first. */
export function distance(
  a: Float32Array,
  atA: number,
  b: Float32Array | undefined,
  atB: number,
  dim: number,
): number {
  let sum = 0;
  for (let c = 0; c < dim; c++) sum += (a[atA + c] - (b?.[atB + c] ?? 0)) ** 2;
  return Math.sqrt(sum);
}
