import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildIndex, type IndexChoice, indexRecall, type VectorIndex } from '@twotower/index';
import { cpuMilliseconds, leastAQuery } from '../measure/cpu-time.ts';
import { tell } from '../measure/in-process.ts';
import { drawVectors, type SetName } from './drawn-vectors.ts';

export interface NearestOnce {
  /** The vectors are written there for the peers, as `base.f32` and `query.f32`. */
  readonly folder: string;
  readonly set: SetName;
  readonly size: number;
  readonly dim: number;
  readonly queries: number;
  readonly rounds: number;
  /** Whether hnswlib-node is built as well. */
  readonly hnsw: boolean;
}

/** One index, however it came to be. */
export interface Measured {
  readonly name: string;
  /** CPU milliseconds a query. */
  readonly query: number;
  /** The same, of all queries in one call. */
  readonly many?: number;
  readonly recall: number;
  /** CPU seconds. */
  readonly build: number;
}

const k = 100;

/** Measures our indexes over one set of vectors. */
export async function nearestOnce(settings: NearestOnce): Promise<void> {
  const { folder, set, size, dim, hnsw } = settings;
  const { base, queries, others } = drawVectors(set, size, settings.queries, dim);
  writeFileSync(join(folder, 'base.f32'), base);
  writeFileSync(join(folder, 'query.f32'), queries);
  const choices: Readonly<Record<string, IndexChoice>> = {
    exact: { kind: 'exact' },
    ivf: { kind: 'ivf' },
    ...(hnsw && { 'hnswlib-node': { kind: 'hnsw', m: 16, efConstruction: 200, ef: 200 } }),
  };
  const measured: Measured[] = [];
  for (const [name, choice] of Object.entries(choices)) {
    let index: VectorIndex | undefined;
    const build = await cpuMilliseconds(async () => {
      index = await buildIndex(base, dim, choice, { queries: others });
    });
    if (index === undefined) throw new Error(`${name} was not built`);
    measured.push({ name, build: build / 1000, ...(await asked(index, base, queries, settings)) });
  }
  tell({ measured });
}

async function asked(
  index: VectorIndex,
  base: Float32Array,
  queries: Float32Array,
  { dim, rounds }: NearestOnce,
) {
  const count = queries.length / dim;
  const query = await leastAQuery(rounds, count, (q) =>
    index.search(queries.subarray(q * dim, (q + 1) * dim), k),
  );
  const many = await leastAQuery(rounds, 1, () => index.searchMany(queries, k));
  return { query, many: many / count, recall: indexRecall(index, base, queries) };
}
