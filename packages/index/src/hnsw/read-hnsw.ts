import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackedScan } from '@twotower/kernel';
import type { HierarchicalNSW } from 'hnswlib-node';
import { IndexError } from '../error.ts';
import type { HnswRecord } from '../index-record.ts';
import type { IndexOptions } from '../vector-index.ts';
import { distinctRows, everyRow } from './distinct-rows.ts';
import { graphFile, HnswIndex } from './hnsw-index.ts';

/**
 * Reads the graph that {@link HnswIndex.save} wrote.
 *
 * @throws IndexError where `hnsw.bin` is missing or damaged, before native code sees it, or is of other vectors
 */
export async function readHnsw(
  Graph: typeof HierarchicalNSW,
  folder: string,
  { dim, size, ef, nodes: count, biased = false, sha256 }: HnswRecord,
  vectors: Float32Array,
  options: Pick<IndexOptions, 'bias' | 'ranking'>,
  packed?: PackedScan,
): Promise<HnswIndex> {
  const file = join(folder, graphFile);
  if ((await sumOf(file)) !== sha256) {
    throw new IndexError(`${file} is not the file that was written; build the index again`);
  }
  const nodes = count === undefined ? everyRow(size) : distinctRows(vectors, dim);
  const graph = new Graph('ip', dim + (biased ? 1 : 0));
  await graph.readIndex(file);
  if (nodes.count !== (count ?? size) || graph.getCurrentCount() !== nodes.count) {
    throw new IndexError(`${file} is a graph of other vectors; build the index again`);
  }
  return HnswIndex.over({ graph, nodes, biased, vectors, dim, ef }, options, packed);
}

async function sumOf(file: string): Promise<string> {
  try {
    return createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
  } catch (error) {
    throw new IndexError(`cannot read ${file}: ${(error as Error).message}; build the index again`);
  }
}
