import { setImmediate } from 'node:timers/promises';
import type { HierarchicalNSW } from 'hnswlib-node';
import type { IndexChoice } from '../vector-index.ts';
import { HnswIndex, type IndexedRows } from './hnsw-index.ts';

/** Levels are drawn from this seed, and points enter in row order: the same vectors give the same graph. */
const LEVEL_SEED = 100;
const ROWS_A_TURN = 500;

/** Builds a graph over at least one vector, giving way to other work on the event loop as it goes. */
export async function buildHnsw(
  Graph: typeof HierarchicalNSW,
  indexed: IndexedRows,
  dim: number,
  choice: Omit<Extract<IndexChoice, { kind: 'hnsw' }>, 'kind'>,
): Promise<HnswIndex> {
  const { vectors, bias } = indexed;
  const size = vectors.length / dim;
  const graph = new Graph('ip', bias === undefined ? dim : dim + 1);
  graph.initIndex({
    maxElements: size,
    m: choice.m,
    efConstruction: choice.efConstruction,
    randomSeed: LEVEL_SEED,
  });
  for (let row = 0; row < size; row++) {
    const point = Array.from(vectors.subarray(row * dim, (row + 1) * dim));
    graph.addPoint(bias === undefined ? point : [...point, bias[row]], row);
    if (row % ROWS_A_TURN === ROWS_A_TURN - 1) await setImmediate();
  }
  return new HnswIndex(graph, indexed, dim, choice.ef);
}
