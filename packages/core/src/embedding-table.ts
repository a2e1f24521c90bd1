import { CoreError } from './error.ts';
import { sharedFloats, sharedIntegers } from './shared-arrays.ts';

/**
 * One learned vector a row, with one Adagrad accumulator a row and room for more rows than are in use. All arrays lie over
 * shared memory, and the class has no methods: posted to a worker thread, a table arrives as the same fields over the same
 * memory. `table-rows.ts` makes rows come and go; a thread sees that where the table is posted anew.
 */
export class EmbeddingTable {
  readonly name: string;
  readonly dim: number;
  /** In use; what lies behind them is never read. */
  rows: number;
  /** Rows there is memory for. */
  capacity: number;
  /** Row-major `[capacity, dim]`. */
  values: Float32Array;
  /** `[capacity]`: running sum of each row's mean squared gradient. */
  accumulator: Float32Array;
  /** `[capacity]`: the stamp at which each row last moved, 0 for never. */
  changedAt: Int32Array;
  /** `[1]`: what {@link changedAt} of a row that moves gets, from 1 on; at 0, as it is at first, no record is kept. */
  readonly stamp: Int32Array;

  /**
   * Throws {@link CoreError} unless `rows` (at least 1: row 0 is the unknown one), `dim` and `capacity` are whole and positive,
   * and the capacity holds the rows.
   */
  constructor(name: string, rows: number, dim: number, capacity = rows) {
    const fits = Number.isInteger(rows) && rows >= 1 && Number.isInteger(dim) && dim >= 1;
    if (!fits || !Number.isInteger(capacity) || capacity < rows) {
      throw new CoreError(
        `table ${name}: cannot hold [${rows}, ${dim}] in a capacity of ${capacity}; rows and dim must be whole numbers from 1, the capacity no less than the rows`,
      );
    }
    this.name = name;
    this.rows = rows;
    this.dim = dim;
    this.capacity = capacity;
    this.values = sharedFloats(capacity * dim);
    this.accumulator = sharedFloats(capacity);
    this.changedAt = sharedIntegers(capacity);
    this.stamp = sharedIntegers(1);
  }
}
