import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PackedScan, rankedTop, rowScore } from '@twotower/kernel';
import type { HierarchicalNSW } from 'hnswlib-node';
import { checkQueries, checkQuery } from '../check-vectors.ts';
import { ExactIndex } from '../exact/exact-index.ts';
import { acceptedRows, oneByOne } from '../found.ts';
import { writeIndexRecord } from '../index-record.ts';
import type { RowSet } from '../row-set.ts';
import type {
  Accept,
  IndexOptions,
  ManyOptions,
  ManyResults,
  SearchResult,
  VectorIndex,
} from '../vector-index.ts';
import type { DistinctRows } from './distinct-rows.ts';

export const graphFile = 'hnsw.bin';

interface Parts {
  readonly graph: HierarchicalNSW;
  /** The rows of each node. */
  readonly nodes: DistinctRows;
  /** Whether the graph has the bias as one more dimension. */
  readonly biased: boolean;
  readonly vectors: Float32Array;
  readonly dim: number;
  /** Candidates a search keeps. */
  readonly ef: number;
}

/** A graph walk that finds nearly all of the best rows, with an exact scan behind it where it finds too few. */
export class HnswIndex implements VectorIndex {
  readonly kind = 'hnsw';
  readonly size: number;
  readonly dim: number;
  readonly #parts: Parts;
  readonly #bias: Float32Array | undefined;
  readonly #exact: ExactIndex;

  private constructor(parts: Parts, bias: Float32Array | undefined, exact: ExactIndex) {
    this.#parts = parts;
    this.#bias = bias;
    this.#exact = exact;
    this.dim = parts.dim;
    this.size = exact.size;
  }

  static over(
    parts: Parts,
    { bias, ranking }: Pick<IndexOptions, 'bias' | 'ranking'>,
    packed?: PackedScan,
  ): HnswIndex {
    return new HnswIndex(parts, bias, ExactIndex.over(parts.vectors, parts.dim, { bias, ranking }, packed));
  }

  /** Of the exact scan behind it. */
  get packed(): PackedScan | undefined {
    return this.#exact.packed;
  }

  search(query: Float32Array, k: number, accept?: Accept | RowSet): SearchResult {
    checkQuery(query, k, this.dim);
    const wanted = Math.min(k, this.size);
    if (wanted === 0) return { rows: new Int32Array(0), scores: new Float32Array(0) };
    const accepted = acceptedRows(this.size, accept);
    const candidates = this.#walk(query, wanted, accepted);
    // A filter that accepts little, or a part of the graph that the walk cannot reach.
    if (candidates.length < wanted) return this.#exact.search(query, k, accepted);
    const top = rankedTop(wanted);
    // Scored again from the vectors themselves, so that every kind of index gives equal scores.
    for (const row of candidates) {
      const score = rowScore(this.#parts.vectors, row * this.dim, query, this.#bias?.[row]);
      if (top.takes(row, score)) top.put(row, score);
    }
    const found = { rows: new Int32Array(wanted), scores: new Float32Array(wanted) };
    top.write(found.rows, found.scores, 0);
    return found;
  }

  searchExactly(query: Float32Array, k: number, accept?: Accept | RowSet): SearchResult {
    return this.#exact.search(query, k, accept);
  }

  searchMany(queries: Float32Array, k: number, { accept }: ManyOptions = {}): ManyResults {
    checkQueries(queries, k, this.dim);
    const accepted = acceptedRows(this.size, accept);
    return oneByOne(queries, this.dim, k, (query) => this.search(query, k, accepted));
  }

  /** The graph is walked by the bias it was built with; answers are scored with this one. */
  withBias(bias: Float32Array | undefined): HnswIndex {
    return new HnswIndex(this.#parts, bias, this.#exact.withBias(bias));
  }

  async save(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true });
    const file = join(folder, graphFile);
    const { graph, ef, nodes, biased } = this.#parts;
    await graph.writeIndex(file);
    await writeIndexRecord(folder, {
      formatVersion: 1,
      kind: 'hnsw',
      size: this.size,
      dim: this.dim,
      ef,
      nodes: nodes.count,
      biased,
      sha256: createHash('sha256')
        .update(await readFile(file))
        .digest('hex'),
    });
  }

  /** The rows of the nodes that a walk ends at. */
  #walk(query: Float32Array, wanted: number, accepted: RowSet | undefined): number[] {
    const { graph, ef, nodes, biased } = this.#parts;
    const point = Array.from(query);
    if (biased) point.push(this.#bias === undefined ? 0 : 1);
    const count = Math.min(nodes.count, Math.max(wanted, ef));
    const rowsOf = (node: number) => nodes.rows.subarray(nodes.offsets[node], nodes.offsets[node + 1]);
    graph.setEf(count);
    if (accepted === undefined) {
      return graph.searchKnn(point, count).neighbors.flatMap((node) => Array.from(rowsOf(node)));
    }
    const { neighbors } = graph.searchKnn(point, count, (node) =>
      rowsOf(node).some((row) => accepted.has(row)),
    );
    return neighbors.flatMap((node) => Array.from(rowsOf(node)).filter((row) => accepted.has(row)));
  }
}
