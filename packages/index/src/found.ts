import { availableParallelism } from 'node:os';
import type { RowScan, RowSearch } from '@twotower/kernel';
import { RowSet } from './row-set.ts';
import type { Accept, ManyResults, SearchResult } from './vector-index.ts';

/** What a scan finds for one query. */
export function findOne(
  scan: RowScan,
  query: Float32Array,
  k: number,
  where: Pick<RowSearch, 'allowed' | 'stretches'> = {},
): SearchResult {
  const rows = new Int32Array(k);
  const scores = new Float32Array(k);
  scan.best({ queries: query, count: 1, k, threads: 1, rows, scores, ...where });
  const end = rows.indexOf(-1);
  return end < 0 ? { rows, scores } : { rows: rows.slice(0, end), scores: scores.slice(0, end) };
}

/** What a scan finds for queries `[n, dim]`. */
export function findMany(
  scan: RowScan,
  queries: Float32Array,
  dim: number,
  k: number,
  where: Partial<Pick<RowSearch, 'allowed' | 'stretches' | 'threads'>> = {},
): ManyResults {
  const { threads = availableParallelism(), ...rest } = where;
  const count = queries.length / dim;
  const rows = new Int32Array(count * k);
  const scores = new Float32Array(count * k);
  scan.best({ queries, count, k, threads, rows, scores, ...rest });
  return { k, rows, scores };
}

/** Many answers, each searched for alone. */
export function oneByOne(
  queries: Float32Array,
  dim: number,
  k: number,
  search: (query: Float32Array) => SearchResult,
): ManyResults {
  const count = queries.length / dim;
  const rows = new Int32Array(count * k).fill(-1);
  const scores = new Float32Array(count * k).fill(Number.NEGATIVE_INFINITY);
  for (let q = 0; q < count; q++) {
    const found = search(queries.subarray(q * dim, (q + 1) * dim));
    rows.set(found.rows, q * k);
    scores.set(found.scores, q * k);
  }
  return { k, rows, scores };
}

/** The rows that may be found; undefined: all. */
export function acceptedRows(size: number, accept: Accept | RowSet | undefined): RowSet | undefined {
  return typeof accept === 'function' ? RowSet.of(size, accept) : accept;
}
