import type { BagSink } from './bag-builder.ts';

/** Gathers the distinct rows of one record in the order of their first appearance, and is then used for the next. */
export class DistinctRows {
  readonly #marked: Uint8Array;
  readonly #rows: number[] = [];
  #length = 0;

  /** @param rows how many rows the table has */
  constructor(rows: number) {
    this.#marked = new Uint8Array(rows);
  }

  add(row: number): void {
    if (this.#marked[row] === 0) {
      this.#marked[row] = 1;
      this.#rows[this.#length++] = row;
    }
  }

  /** Hands on the n gathered rows, each of weight n^exponent, or row 0 of weight 1 where n = 0; starts over. */
  flush(sink: BagSink, exponent: -1 | -0.5): void {
    const weight = exponent === -1 ? 1 / this.#length : 1 / Math.sqrt(this.#length);
    for (let i = 0; i < this.#length; i++) {
      sink.add(this.#rows[i], weight);
      this.#marked[this.#rows[i]] = 0;
    }
    if (this.#length === 0) {
      sink.add(0, 1);
    }
    this.#length = 0;
  }
}
