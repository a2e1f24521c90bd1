type Numbers = Int32Array | Float64Array | Float32Array | Uint8Array;

/** A typed array that grows by doubling. */
export class GrowingColumn<T extends Numbers> {
  length = 0;
  #values: T;
  readonly #create: (length: number) => T;

  constructor(create: (length: number) => T) {
    this.#create = create;
    this.#values = create(1024);
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const grown = this.#create(this.length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.length++] = value;
  }

  /** The values so far, `[length]`, without a copy. */
  values(): T {
    return this.#values.subarray(0, this.length) as T;
  }
}
