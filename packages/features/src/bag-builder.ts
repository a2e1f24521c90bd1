import type { Bag } from './bag.ts';

/** Takes the rows and weights of one record after another. */
export interface BagSink {
  add(row: number, weight: number): void;
}

/** Builds a bag record by record; its arrays double as they fill. */
export class BagBuilder implements BagSink {
  readonly #offsets: number[] = [0];
  #rows = new Int32Array(256);
  #weights = new Float32Array(256);
  #length = 0;

  add(row: number, weight: number): void {
    if (this.#length === this.#rows.length) {
      const rows = new Int32Array(this.#length * 2);
      rows.set(this.#rows);
      this.#rows = rows;
      const weights = new Float32Array(this.#length * 2);
      weights.set(this.#weights);
      this.#weights = weights;
    }
    this.#rows[this.#length] = row;
    this.#weights[this.#length] = weight;
    this.#length++;
  }

  endRecord(): void {
    this.#offsets.push(this.#length);
  }

  build(): Bag {
    return {
      offsets: Int32Array.from(this.#offsets),
      rows: this.#rows.slice(0, this.#length),
      weights: this.#weights.slice(0, this.#length),
    };
  }
}
