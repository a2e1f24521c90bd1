import { checkBias, checkVectors } from './check-vectors.ts';
import { IndexError } from './error.ts';
import { ExactIndex } from './exact/exact-index.ts';
import { loadHnswlib } from './hnsw/load-hnswlib.ts';
import { readHnsw } from './hnsw/read-hnsw.ts';
import { readIndexRecord } from './index-record.ts';
import { readLists } from './ivf/ivf-file.ts';
import { IvfIndex } from './ivf/ivf-index.ts';
import { ranking } from './ranking.ts';
import type { IndexOptions, VectorIndex } from './vector-index.ts';

/**
 * Opens what {@link VectorIndex.save} wrote, beside the vectors it was built over and the bias there is now.
 *
 * Where the folder holds a graph and hnswlib-node is not installed, the exact index stands in for it.
 *
 * @throws IndexError naming the file that is missing, damaged or does not belong to these vectors
 */
export async function loadIndex(
  folder: string,
  vectors: Float32Array,
  dim: number,
  options: Pick<IndexOptions, 'bias' | 'onNotice' | 'ranking'> = {},
): Promise<VectorIndex> {
  checkVectors(vectors, dim);
  checkBias(options.bias, vectors.length / dim);
  const record = await readIndexRecord(folder);
  if (record.dim !== dim || record.size * dim !== vectors.length) {
    throw new IndexError(
      `${folder} indexes ${record.size} vectors of ${record.dim}, not ${vectors.length / dim} of ${dim}; load it beside its own vectors`,
    );
  }
  switch (record.kind) {
    case 'exact':
      return ExactIndex.over(vectors, dim, options);
    case 'ivf': {
      const { bias, ranking: ranks = ranking() } = options;
      const { probes } = record;
      return IvfIndex.over(ranks, vectors, dim, await readLists(folder, record), { probes, bias });
    }
    case 'hnsw': {
      const hnswlib = await loadHnswlib();
      if (hnswlib.kind === 'loaded') {
        return readHnsw(hnswlib.HierarchicalNSW, folder, record, vectors, options);
      }
      options.onNotice?.(hnswlib.notice);
      return ExactIndex.over(vectors, dim, options);
    }
  }
}
