import { checkBias, checkVectors } from './check-vectors.ts';
import { IndexError } from './error.ts';
import { ExactIndex } from './exact/exact-index.ts';
import { readHnsw } from './hnsw/hnsw-index.ts';
import { loadHnswlib } from './hnsw/load-hnswlib.ts';
import { readIndexRecord } from './index-record.ts';
import type { IndexOptions, VectorIndex } from './vector-index.ts';

/**
 * Opens what {@link VectorIndex.save} wrote, beside the vectors it was built over.
 *
 * Where the folder holds a graph and hnswlib-node is not installed, the exact index stands in for it.
 *
 * @throws IndexError naming the file that is missing, damaged or does not belong to these vectors
 */
export async function loadIndex(
  folder: string,
  vectors: Float32Array,
  dim: number,
  options: IndexOptions = {},
): Promise<VectorIndex> {
  checkVectors(vectors, dim);
  const record = await readIndexRecord(folder);
  if (record.dim !== dim || record.size * dim !== vectors.length) {
    throw new IndexError(
      `${folder} indexes ${record.size} vectors of ${record.dim}, not ${vectors.length / dim} of ${dim}; load it beside its own vectors`,
    );
  }
  checkBias(options.bias, record.size);
  if (record.kind === 'exact') return new ExactIndex(vectors, dim, options.bias);
  if ((record.biased ?? false) !== (options.bias !== undefined)) {
    throw new IndexError(
      `${folder} was built ${record.biased ? 'with' : 'without'} a bias; load it as it was built`,
    );
  }
  const hnswlib = await loadHnswlib();
  if (hnswlib.kind === 'missing') {
    options.onNotice?.(hnswlib.notice);
    return new ExactIndex(vectors, dim, options.bias);
  }
  return readHnsw(hnswlib.HierarchicalNSW, folder, record, {
    vectors,
    bias: options.bias,
  });
}
