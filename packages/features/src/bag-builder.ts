import type { Bag } from './bag.ts';

/** Takes the rows and weights of one record after another. */
export interface BagSink {
  add(row: number, weight: number): void;
}

/** Builds a bag record by record; its arrays double as they fill. */
export class BagBuilder implements BagSink {
  readonly #offsets: Int32Array;
  #rows: Int32Array;
  #weights: Float32Array;
  #records = 0;
  #length = 0;

  /**
   * @param records how many records there will be
   * @param entries how many rows all of them are expected to have
   */
  constructor(records: number, entries = records + 8) {
    this.#offsets = new Int32Array(records + 1);
    this.#rows = new Int32Array(entries);
    this.#weights = new Float32Array(entries);
  }

  add(row: number, weight: number): void {
    if (this.#length === this.#rows.length) {
      this.#grow();
    }
    this.#rows[this.#length] = row;
    this.#weights[this.#length] = weight;
    this.#length++;
  }

  endRecord(): void {
    this.#records++;
    this.#offsets[this.#records] = this.#length;
  }

  build(): Bag {
    return {
      offsets: this.#offsets,
      rows: this.#rows.slice(0, this.#length),
      weights: this.#weights.slice(0, this.#length),
    };
  }

  #grow(): void {
    const capacity = this.#length * 2 + 8;
    const rows = new Int32Array(capacity);
    rows.set(this.#rows);
    this.#rows = rows;
    const weights = new Float32Array(capacity);
    weights.set(this.#weights);
    this.#weights = weights;
  }
}
