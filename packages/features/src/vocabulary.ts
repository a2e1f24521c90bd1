/** The values that have a row of their own, in the order of their rows; row 0 stands for every other value. */
export class Vocabulary {
  readonly values: readonly string[];
  readonly #rows: ReadonlyMap<string, number>;

  private constructor(values: readonly string[]) {
    this.values = values;
    this.#rows = new Map(values.map((value, i) => [value, i + 1]));
  }

  /** The distinct values, in the order of their first appearance. */
  static from(values: Iterable<string>): Vocabulary {
    return new Vocabulary([...new Set(values)]);
  }

  /** Rows of a table over this vocabulary, row 0 included. */
  get size(): number {
    return this.values.length + 1;
  }

  /** The value's row; 0 where it has none. */
  row(value: string): number {
    return this.#rows.get(value) ?? 0;
  }

  /** The value of a row; undefined for row 0 and past the end. */
  value(row: number): string | undefined {
    return this.values[row - 1];
  }
}
