// Vectors of your own in a graph for nearest neighbours: built, measured against the exact best, searched under a filter, saved.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@twotower/core';
import { buildIndex, indexRecall, loadIndex, RowSet } from '@twotower/index';

const [rows, dim] = [5000, 32];
const random = seededRandom(3);
const vectors = Float32Array.from({ length: rows * dim }, () => random.normal());
const queries = Float32Array.from({ length: 50 * dim }, () => random.normal());

// Where hnswlib-node could not be compiled, the index is exact and says so.
const index = await buildIndex(
  vectors,
  dim,
  { kind: 'hnsw', m: 16, efConstruction: 100, ef: 200 },
  { onNotice: console.warn },
);
const recall = indexRecall(index, vectors, queries);
console.log(`${index.kind}: finds ${recall.toFixed(2)} of the best 100`);

const query = queries.subarray(0, dim);
const { rows: best, scores } = index.search(query, 3);
console.log(
  `best rows ${best.join(' ')}, scores ${Array.from(scores, (score) => score.toFixed(2)).join(' ')}`,
);
const even = RowSet.of(rows, (row) => row % 2 === 0);
console.log(`best even rows ${index.search(query, 3, even).rows.join(' ')}`);

const folder = await mkdtemp(join(tmpdir(), 'vector-search-'));
await index.save(join(folder, 'index'));
const again = await loadIndex(join(folder, 'index'), vectors, dim);
console.log(`loaded again, the best row is ${again.search(query, 1).rows[0]}`);
await rm(folder, { recursive: true });
