import { buildAuto } from './auto/build-auto.ts';
import { checkVectors } from './check-vectors.ts';
import { ExactIndex } from './exact/exact-index.ts';
import { buildHnsw } from './hnsw/build-hnsw.ts';
import { loadHnswlib } from './hnsw/load-hnswlib.ts';
import type { IndexChoice, IndexOptions, VectorIndex } from './vector-index.ts';

/**
 * Builds an index over unit vectors `[size * dim]`. The same vectors and choice give the same index.
 *
 * The index reads `vectors` in place: do not change them while it is in use.
 *
 * @throws IndexError where `vectors` is not whole rows of `dim` finite numbers
 */
export async function buildIndex(
  vectors: Float32Array,
  dim: number,
  choice: IndexChoice,
  options: IndexOptions = {},
): Promise<VectorIndex> {
  checkVectors(vectors, dim);
  if (choice.kind === 'exact' || vectors.length === 0) return new ExactIndex(vectors, dim);
  if (choice.kind === 'auto') return buildAuto(vectors, dim, choice.targetRecall, options);
  const hnswlib = await loadHnswlib();
  if (hnswlib.kind === 'missing') {
    options.onNotice?.(hnswlib.notice);
    return new ExactIndex(vectors, dim);
  }
  return buildHnsw(hnswlib.HierarchicalNSW, vectors, dim, choice);
}
