import { ExactIndex } from '../exact/exact-index.ts';
import { buildIvf } from '../ivf/build-ivf.ts';
import { ranking } from '../ranking.ts';
import type { IndexOptions, VectorIndex } from '../vector-index.ts';
import { tuneProbes } from './tune-probes.ts';

/** Below this, an exact scan takes a fraction of a millisecond and finds all of them; see `bench/README.md`, The index. */
const EXACT_UP_TO = 200_000;

/**
 * Exact for small catalogues; above, lists of which a search looks at as many as its measured recall of the best 100 needs to reach
 * `targetRecall`. Where a quarter of them does not do, the index is exact.
 */
export function buildAuto(
  vectors: Float32Array,
  dim: number,
  targetRecall: number,
  { exactUpTo = EXACT_UP_TO, onNotice, bias, queries = vectors, ranking: ranks = ranking() }: IndexOptions,
): VectorIndex {
  const exact = ExactIndex.over(vectors, dim, { bias, ranking: ranks });
  if (exact.size <= exactUpTo) return exact;
  const { index, recall } = tuneProbes(
    buildIvf(ranks, vectors, dim, { bias, probes: 1 }),
    exact,
    queries,
    targetRecall,
  );
  if (recall >= targetRecall) return index;
  onNotice?.(
    `lists stay at recall ${recall.toFixed(3)}, below ${targetRecall}, with a quarter of them looked at; searching exactly instead (lower index.targetRecall for speed)`,
  );
  return exact;
}
