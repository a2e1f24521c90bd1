import { ExactIndex } from '../exact/exact-index.ts';
import type { IndexOptions, VectorIndex } from '../vector-index.ts';
import { measureRecall } from './measure-recall.ts';

/** Share of the true best 100 that an index over `vectors` finds, over up to 200 of the queries `[n, dim]`. */
export function indexRecall(
  index: VectorIndex,
  vectors: Float32Array,
  queries: Float32Array,
  options: Pick<IndexOptions, 'bias' | 'ranking'> = {},
): number {
  return index.kind === 'exact'
    ? 1
    : measureRecall(index, ExactIndex.over(vectors, index.dim, options), queries);
}
