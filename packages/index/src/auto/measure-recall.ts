import type { VectorIndex } from '../vector-index.ts';

/** As many are asked at most. */
export const mostQueries = 200;
const depth = 100;

/**
 * Share of the true best 100 that an index finds, over up to 200 of the queries `[n, dim]`, spread evenly.
 *
 * A row found counts where its score reaches the worst true one: of equal scores it does not matter which.
 *
 * @returns 1 where there are no rows or no queries
 */
export function measureRecall(index: VectorIndex, truth: VectorIndex, queries: Float32Array): number {
  const { size, dim } = truth;
  const asked = spread(queries, dim, Math.min(mostQueries, queries.length / dim));
  const wanted = Math.min(depth, size);
  const found = index.searchMany(asked, wanted).scores;
  const best = truth.searchMany(asked, wanted).scores;
  if (best.length === 0) return 1;
  let reached = 0;
  for (let i = 0; i < best.length; i++) {
    const worst = best[i - (i % wanted) + wanted - 1];
    if (found[i] >= worst && found[i] > Number.NEGATIVE_INFINITY) reached++;
  }
  return reached / best.length;
}

/** So many rows of `[n, dim]`, the first and others at equal distances. */
export function spread(rows: Float32Array, dim: number, count: number): Float32Array {
  const there = rows.length / dim;
  const chosen = new Float32Array(count * dim);
  for (let i = 0; i < count; i++) {
    const row = Math.floor((i * there) / count);
    chosen.set(rows.subarray(row * dim, (row + 1) * dim), i * dim);
  }
  return chosen;
}
