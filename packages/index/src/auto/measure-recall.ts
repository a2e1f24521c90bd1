import type { VectorIndex } from '../vector-index.ts';

const QUERIES = 100;
const DEPTH = 100;

/**
 * Share of the true best 100 that an index finds, over up to 100 rows spread evenly through the catalogue.
 *
 * A row found counts where its score reaches the worst true one: of equal scores it does not matter which.
 *
 * @returns 1 where there are no rows
 */
export function measureRecall(index: VectorIndex, truth: VectorIndex, vectors: Float32Array): number {
  const { size, dim } = truth;
  const queries = Math.min(QUERIES, size);
  let found = 0;
  let wanted = 0;
  for (let q = 0; q < queries; q++) {
    const row = Math.floor((q * size) / queries);
    const query = vectors.subarray(row * dim, (row + 1) * dim);
    const best = truth.search(query, DEPTH).scores;
    const worst = best[best.length - 1];
    wanted += best.length;
    for (const score of index.search(query, DEPTH).scores) if (score >= worst) found++;
  }
  return wanted === 0 ? 1 : found / wanted;
}
