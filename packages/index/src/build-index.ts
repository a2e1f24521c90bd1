import { buildAuto } from './auto/build-auto.ts';
import { measureRecall } from './auto/measure-recall.ts';
import { tuneProbes } from './auto/tune-probes.ts';
import { checkBias, checkQueries, checkVectors } from './check-vectors.ts';
import { ExactIndex } from './exact/exact-index.ts';
import { buildHnsw } from './hnsw/build-hnsw.ts';
import { loadHnswlib } from './hnsw/load-hnswlib.ts';
import { buildIvf } from './ivf/build-ivf.ts';
import { ranking } from './ranking.ts';
import type { IndexChoice, IndexOptions, VectorIndex } from './vector-index.ts';

/** What lists are tuned to where the choice names no target, and what a graph is told of where it stays below. */
const usualRecall = 0.98;

/**
 * Builds an index over vectors `[size * dim]` of whatever length. The same vectors and choice give the same index.
 *
 * The index reads `vectors` in place: do not change them while it is in use.
 *
 * @throws IndexError where `vectors` is not whole rows of `dim` finite numbers, or bias or queries do not fit them
 */
export async function buildIndex(
  vectors: Float32Array,
  dim: number,
  choice: IndexChoice,
  options: IndexOptions = {},
): Promise<VectorIndex> {
  checkVectors(vectors, dim);
  checkBias(options.bias, vectors.length / dim);
  checkQueries(options.queries ?? new Float32Array(0), 1, dim);
  if (choice.kind === 'exact' || vectors.length === 0) return ExactIndex.over(vectors, dim, options);
  switch (choice.kind) {
    case 'auto':
      return buildAuto(vectors, dim, choice.targetRecall, options);
    case 'ivf':
      return tunedIvf(vectors, dim, choice, options);
    case 'hnsw':
      return graphOrExact(vectors, dim, choice, options);
  }
}

function tunedIvf(
  vectors: Float32Array,
  dim: number,
  { lists, probes }: Extract<IndexChoice, { kind: 'ivf' }>,
  { bias, queries = vectors, onNotice, ranking: ranks = ranking() }: IndexOptions,
): VectorIndex {
  const built = buildIvf(ranks, vectors, dim, { bias, lists, probes: probes ?? 1 });
  if (probes !== undefined) return built;
  const exact = ExactIndex.over(vectors, dim, { bias, ranking: ranks });
  const { index, recall } = tuneProbes(built, exact, queries, usualRecall);
  if (recall < usualRecall) {
    onNotice?.(
      `lists find ${recall.toFixed(3)} of the best with ${index.probes} of ${index.lists} looked at; give index.probes, or index.kind exact`,
    );
  }
  return index;
}

async function graphOrExact(
  vectors: Float32Array,
  dim: number,
  choice: Extract<IndexChoice, { kind: 'hnsw' }>,
  options: IndexOptions,
): Promise<VectorIndex> {
  const exact = ExactIndex.over(vectors, dim, options);
  const hnswlib = await loadHnswlib();
  if (hnswlib.kind === 'missing') {
    options.onNotice?.(hnswlib.notice);
    return exact;
  }
  const graph = await buildHnsw(hnswlib.HierarchicalNSW, vectors, dim, choice, options);
  const recall = measureRecall(graph, exact, options.queries ?? vectors);
  if (recall < usualRecall) {
    options.onNotice?.(
      `HNSW finds ${recall.toFixed(3)} of the best with ef ${choice.ef}; raise index.ef, or take index.kind auto`,
    );
  }
  return graph;
}
