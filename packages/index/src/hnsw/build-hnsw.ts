import { setImmediate } from 'node:timers/promises';
import type { HierarchicalNSW } from 'hnswlib-node';
import type { IndexChoice } from '../vector-index.ts';
import { HnswIndex } from './hnsw-index.ts';

/** Levels are drawn from this seed, and points enter in row order: the same vectors give the same graph. */
const LEVEL_SEED = 100;
const ROWS_A_TURN = 500;

/** Builds a graph over at least one vector, giving way to other work on the event loop as it goes. */
export async function buildHnsw(
  Graph: typeof HierarchicalNSW,
  vectors: Float32Array,
  dim: number,
  choice: Omit<Extract<IndexChoice, { kind: 'hnsw' }>, 'kind'>,
): Promise<HnswIndex> {
  const size = vectors.length / dim;
  const graph = new Graph('ip', dim);
  graph.initIndex({
    maxElements: size,
    m: choice.m,
    efConstruction: choice.efConstruction,
    randomSeed: LEVEL_SEED,
  });
  for (let row = 0; row < size; row++) {
    graph.addPoint(Array.from(vectors.subarray(row * dim, (row + 1) * dim)), row);
    if (row % ROWS_A_TURN === ROWS_A_TURN - 1) await setImmediate();
  }
  return new HnswIndex(graph, vectors, dim, choice.ef);
}
