import { setImmediate } from 'node:timers/promises';
import type { HierarchicalNSW } from 'hnswlib-node';
import type { IndexChoice, IndexOptions } from '../vector-index.ts';
import { distinctRows } from './distinct-rows.ts';
import { HnswIndex } from './hnsw-index.ts';

/** Levels are drawn from this seed, and points enter in row order: the same vectors give the same graph. */
const LEVEL_SEED = 100;
const ROWS_A_TURN = 500;

/**
 * Builds a graph over at least one vector, giving way to other work on the event loop as it goes. Vectors that are equal are one
 * node: many of them would link to nothing but each other. A bias is one more dimension, of which a node has the most.
 */
export async function buildHnsw(
  Graph: typeof HierarchicalNSW,
  vectors: Float32Array,
  dim: number,
  { m, efConstruction, ef }: Omit<Extract<IndexChoice, { kind: 'hnsw' }>, 'kind'>,
  { bias, ranking }: Pick<IndexOptions, 'bias' | 'ranking'> = {},
): Promise<HnswIndex> {
  const nodes = distinctRows(vectors, dim);
  const graph = new Graph('ip', dim + (bias === undefined ? 0 : 1));
  graph.initIndex({ maxElements: nodes.count, m, efConstruction, randomSeed: LEVEL_SEED });
  for (let node = 0; node < nodes.count; node++) {
    const rows = nodes.rows.subarray(nodes.offsets[node], nodes.offsets[node + 1]);
    const point = Array.from(vectors.subarray(rows[0] * dim, (rows[0] + 1) * dim));
    if (bias !== undefined) point.push(rows.reduce((most, row) => Math.max(most, bias[row]), bias[rows[0]]));
    graph.addPoint(point, node);
    if (node % ROWS_A_TURN === ROWS_A_TURN - 1) await setImmediate();
  }
  return HnswIndex.over({ graph, nodes, biased: bias !== undefined, vectors, dim, ef }, { bias, ranking });
}
