import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HierarchicalNSW } from 'hnswlib-node';
import { checkQuery } from '../check-vectors.ts';
import { IndexError } from '../error.ts';
import { scoreAt } from '../exact/dot.ts';
import { ExactIndex } from '../exact/exact-index.ts';
import { type HnswRecord, writeIndexRecord } from '../index-record.ts';
import { rankedTop } from '../ranked-top.ts';
import type { Accept, SearchResult, VectorIndex } from '../vector-index.ts';

const FILE = 'hnsw.bin';

/** What a graph stands over: rows `[size * dim]`, and `[size]` what is added to their scores. */
export interface IndexedRows {
  readonly vectors: Float32Array;
  readonly bias: Float32Array | undefined;
}

/** A graph walk that finds nearly all of the best rows, with an exact scan behind it where it finds too few. */
export class HnswIndex implements VectorIndex {
  readonly kind = 'hnsw';
  readonly size: number;
  readonly dim: number;
  /** Candidates a search keeps. */
  readonly ef: number;
  readonly #graph: HierarchicalNSW;
  readonly #indexed: IndexedRows;
  readonly #exact: ExactIndex;

  constructor(graph: HierarchicalNSW, indexed: IndexedRows, dim: number, ef: number) {
    const { vectors, bias } = indexed;
    this.#graph = graph;
    this.#indexed = indexed;
    this.#exact = new ExactIndex(vectors, dim, bias);
    this.dim = dim;
    this.size = vectors.length / dim;
    this.ef = ef;
  }

  search(query: Float32Array, k: number, accept?: Accept): SearchResult {
    checkQuery(query, k, this.dim);
    const wanted = Math.min(k, this.size);
    if (wanted === 0) return { rows: new Int32Array(0), scores: new Float32Array(0) };
    const candidates = this.#walk(query, Math.min(this.size, Math.max(wanted, this.ef)), accept);
    // A filter that accepts little, or a part of the graph that the walk cannot reach.
    if (candidates.length < wanted) return this.#exact.search(query, k, accept);
    const top = rankedTop(wanted);
    // Scored again from the vectors themselves, so that both kinds of index give equal scores.
    const { vectors, bias } = this.#indexed;
    for (const row of candidates.sort((a, b) => a - b)) {
      const score = scoreAt(vectors, row, query, bias);
      if (score > top.threshold()) top.offer(row, score);
    }
    return top.take();
  }

  /** The same graph, searched with another number of candidates. */
  withEf(ef: number): HnswIndex {
    return new HnswIndex(this.#graph, this.#indexed, this.dim, ef);
  }

  async save(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true });
    const file = join(folder, FILE);
    await this.#graph.writeIndex(file);
    await writeIndexRecord(folder, {
      formatVersion: 1,
      kind: 'hnsw',
      size: this.size,
      dim: this.dim,
      ef: this.ef,
      ...(this.#indexed.bias !== undefined && { biased: true }),
      sha256: await sha256(file),
    });
  }

  #walk(query: Float32Array, count: number, accept?: Accept): number[] {
    this.#graph.setEf(count);
    // The bias is the last dimension of the graph's points.
    const point = this.#indexed.bias === undefined ? Array.from(query) : [...query, 1];
    if (!accept) return this.#graph.searchKnn(point, count).neighbors;
    // An exception must not cross native code: it waits here until the walk is over.
    let failure: { readonly error: unknown } | undefined;
    const { neighbors } = this.#graph.searchKnn(point, count, (row) => {
      if (failure) return false;
      try {
        return accept(row);
      } catch (error) {
        failure = { error };
        return false;
      }
    });
    if (failure) throw failure.error;
    return neighbors;
  }
}

/**
 * Reads the graph that {@link HnswIndex.save} wrote.
 *
 * @throws IndexError where `hnsw.bin` is missing or damaged
 */
export async function readHnsw(
  Graph: typeof HierarchicalNSW,
  folder: string,
  record: HnswRecord,
  indexed: IndexedRows,
): Promise<HnswIndex> {
  const file = join(folder, FILE);
  if ((await sha256(file)) !== record.sha256) {
    throw new IndexError(`${file} is not the file that was written; build the index again`);
  }
  const graph = new Graph('ip', record.biased === true ? record.dim + 1 : record.dim);
  await graph.readIndex(file);
  return new HnswIndex(graph, indexed, record.dim, record.ef);
}

async function sha256(file: string): Promise<string> {
  try {
    return createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
  } catch (error) {
    throw new IndexError(`cannot read ${file}: ${(error as Error).message}; build the index again`);
  }
}
