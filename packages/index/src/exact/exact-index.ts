import { checkQuery } from '../check-vectors.ts';
import { writeIndexRecord } from '../index-record.ts';
import { rankedTop } from '../ranked-top.ts';
import type { Accept, SearchResult, VectorIndex } from '../vector-index.ts';
import { scoreAt } from './dot.ts';

/** Looks at every vector: always right, `size * dim` multiply-adds a search. */
export class ExactIndex implements VectorIndex {
  readonly kind = 'exact';
  readonly size: number;
  readonly dim: number;
  readonly #vectors: Float32Array;
  readonly #bias: Float32Array | undefined;

  /** @param bias `[size]`, added to every score of its row */
  constructor(vectors: Float32Array, dim: number, bias?: Float32Array) {
    this.#vectors = vectors;
    this.#bias = bias;
    this.dim = dim;
    this.size = vectors.length / dim;
  }

  search(query: Float32Array, k: number, accept?: Accept): SearchResult {
    checkQuery(query, k, this.dim);
    const top = rankedTop(Math.min(k, this.size));
    for (let row = 0; row < this.size; row++) {
      const score = scoreAt(this.#vectors, row, query, this.#bias);
      // The filter may be dear: only rows that would enter the answer are asked about.
      if (score > top.threshold() && (!accept || accept(row))) top.offer(row, score);
    }
    return top.take();
  }

  async save(folder: string): Promise<void> {
    await writeIndexRecord(folder, { formatVersion: 1, kind: 'exact', size: this.size, dim: this.dim });
  }
}
