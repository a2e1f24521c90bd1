import type { PackedScan } from '@twotower/kernel';
import { IndexError } from '../error.ts';
import { ExactIndex } from '../exact/exact-index.ts';
import { HnswIndex } from '../hnsw/hnsw-index.ts';
import { loadHnswlib } from '../hnsw/load-hnswlib.ts';
import { readHnsw } from '../hnsw/read-hnsw.ts';
import { readIndexRecord } from '../index-record.ts';
import { IvfIndex, type PackedLists } from '../ivf/ivf-index.ts';
import type { Lists } from '../ivf/list-layout.ts';
import { ranking } from '../ranking.ts';
import type { VectorIndex } from '../vector-index.ts';

/** What an index is made of beside its vectors, as one thread hands it to another. */
export type IndexParts =
  | { readonly kind: 'exact'; readonly packed?: PackedScan }
  | { readonly kind: 'ivf'; readonly lists: Lists; readonly probes: number; readonly packed: PackedLists }
  /** A graph goes by its folder. */
  | { readonly kind: 'hnsw'; readonly folder: string; readonly packed?: PackedScan };

/** @param folder where a graph is saved */
export function partsOf(index: VectorIndex, folder: string): IndexParts {
  if (index instanceof ExactIndex) return { kind: 'exact', packed: index.packed };
  if (index instanceof IvfIndex) return { kind: 'ivf', probes: index.probes, ...index.dealt };
  if (index instanceof HnswIndex) return { kind: 'hnsw', folder, packed: index.packed };
  throw new IndexError(`an index of kind ${index.kind} has no parts that another thread could take`);
}

/** The index that these are the parts of, over the same vectors. */
export async function indexOf(parts: IndexParts, vectors: Float32Array, dim: number): Promise<VectorIndex> {
  switch (parts.kind) {
    case 'exact':
      return ExactIndex.over(vectors, dim, {}, parts.packed);
    case 'ivf':
      return IvfIndex.over(ranking(), vectors, dim, parts.lists, parts);
    case 'hnsw': {
      const hnswlib = await loadHnswlib();
      const record = await readIndexRecord(parts.folder);
      if (hnswlib.kind === 'missing' || record.kind !== 'hnsw') {
        throw new IndexError(`${parts.folder} holds no graph that can be read; build the index again`);
      }
      return readHnsw(hnswlib.HierarchicalNSW, parts.folder, record, vectors, {}, parts.packed);
    }
  }
}

/** The memory that goes over with them: what lies aligned must not be copied. */
export function memoryOf(parts: IndexParts): ArrayBuffer[] {
  const scans = parts.kind === 'ivf' ? [parts.packed.rows, parts.packed.centres] : [parts.packed];
  const arrays = scans.flatMap((scan) => (scan ? [scan.codes, scan.scales, scan.bounds] : []));
  return arrays.flatMap(({ buffer }) => (buffer instanceof ArrayBuffer ? [buffer] : []));
}
