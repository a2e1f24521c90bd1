import { buildAuto } from './auto/build-auto.ts';
import { checkBias, checkVectors } from './check-vectors.ts';
import { ExactIndex } from './exact/exact-index.ts';
import { buildHnsw } from './hnsw/build-hnsw.ts';
import { loadHnswlib } from './hnsw/load-hnswlib.ts';
import type { IndexChoice, IndexOptions, VectorIndex } from './vector-index.ts';

/**
 * Builds an index over vectors `[size * dim]` by inner product. The same vectors, bias and choice give the same index.
 *
 * The index reads `vectors` in place: do not change them while it is in use.
 *
 * @throws IndexError where `vectors` is not whole rows of `dim` finite numbers, or the bias is not one a row
 */
export async function buildIndex(
  vectors: Float32Array,
  dim: number,
  choice: IndexChoice,
  options: IndexOptions = {},
): Promise<VectorIndex> {
  checkVectors(vectors, dim);
  checkBias(options.bias, vectors.length / dim);
  const exact = new ExactIndex(vectors, dim, options.bias);
  if (choice.kind === 'exact' || vectors.length === 0) return exact;
  if (choice.kind === 'auto') return buildAuto(vectors, dim, choice.targetRecall, options);
  const hnswlib = await loadHnswlib();
  if (hnswlib.kind === 'missing') {
    options.onNotice?.(hnswlib.notice);
    return exact;
  }
  return buildHnsw(hnswlib.HierarchicalNSW, { vectors, bias: options.bias }, dim, choice);
}
