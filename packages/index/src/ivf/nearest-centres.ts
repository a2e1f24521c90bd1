import type { Ranking } from '@twotower/kernel';
import { findMany } from '../found.ts';

/**
 * The nearest of `centres[n, dim]`, by distance, to each of `points[m, dim]`; of equally near ones the first.
 *
 * The square of a distance is `|p|^2 - 2 (p c - |c|^2 / 2)`: the nearest is the best by inner product with a bias.
 */
export function nearestCentres(
  ranks: Ranking,
  centres: Float32Array,
  points: Float32Array,
  dim: number,
): Int32Array {
  const bias = new Float32Array(centres.length / dim);
  for (let c = 0; c < bias.length; c++) {
    let square = 0;
    for (let i = 0; i < dim; i++) square += centres[c * dim + i] ** 2;
    bias[c] = -Math.min(square / 2, largest);
  }
  const scan = ranks.scanOf(centres, dim, { bias });
  return findMany(scan, points, dim, 1).rows;
}

/** A bias must be finite. */
const largest = 3e38;
