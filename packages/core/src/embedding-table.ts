import { CoreError } from './error.ts';
import { sharedFloats } from './shared-floats.ts';

/**
 * One learned vector a row, with one Adagrad accumulator a row. Both arrays lie over shared memory, and the class has
 * no methods: posted to a worker thread, a table arrives as the same fields over the same memory.
 */
export class EmbeddingTable {
  readonly name: string;
  readonly rows: number;
  readonly dim: number;
  /** Row-major `[rows, dim]`. */
  readonly values: Float32Array;
  /** `[rows]`: running sum of each row's mean squared gradient. */
  readonly accumulator: Float32Array;

  /** Throws {@link CoreError} unless `rows` (at least 1: row 0 is the unknown one) and `dim` are whole and positive. */
  constructor(name: string, rows: number, dim: number) {
    if (!Number.isInteger(rows) || rows < 1 || !Number.isInteger(dim) || dim < 1) {
      throw new CoreError(
        `table ${name}: cannot hold [${rows}, ${dim}]; rows and dim must be whole numbers from 1`,
      );
    }
    this.name = name;
    this.rows = rows;
    this.dim = dim;
    this.values = sharedFloats(rows * dim);
    this.accumulator = sharedFloats(rows);
  }
}
