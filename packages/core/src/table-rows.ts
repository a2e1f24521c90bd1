import type { EmbeddingTable } from './embedding-table.ts';
import { CoreError } from './error.ts';
import { sharedFloats, sharedIntegers } from './shared-arrays.ts';

/** What a row is before it has learnt anything. */
export interface FreshRow {
  /** Writes the row's numbers, `[dim]`, all 0 before. */
  readonly initialise: (values: Float32Array, row: number) => void;
  /** What its accumulator starts from, see `ModelShape.initialAccumulator`. */
  readonly accumulator: number;
}

/**
 * Makes room for `capacity` rows; those in use keep their bytes. Copies the table, so ask for much at once, and between steps:
 * a thread that was sent the table still has the old memory. Does nothing where there is as much room already. Throws
 * {@link CoreError} for a capacity that is no whole number.
 */
export function growTable(table: EmbeddingTable, capacity: number): void {
  if (!Number.isInteger(capacity)) {
    throw new CoreError(`table ${table.name}: a capacity of ${capacity}; give a whole number of rows`);
  }
  if (capacity <= table.capacity) return;
  const { rows, dim } = table;
  const values = sharedFloats(capacity * dim);
  values.set(table.values.subarray(0, rows * dim));
  const accumulator = sharedFloats(capacity);
  accumulator.set(table.accumulator.subarray(0, rows));
  const changedAt = sharedIntegers(capacity);
  changedAt.set(table.changedAt.subarray(0, rows));
  Object.assign(table, { capacity, values, accumulator, changedAt });
}

/**
 * Takes `count` more rows into use and returns the first of them. Throws {@link CoreError} where the capacity does not hold
 * them.
 */
export function addRows(table: EmbeddingTable, count: number, fresh: FreshRow): number {
  const first = table.rows;
  if (!Number.isInteger(count) || count < 0 || first + count > table.capacity) {
    throw new CoreError(
      `table ${table.name}: no room for ${count} more rows behind ${first} of ${table.capacity}; grow it first`,
    );
  }
  table.rows += count;
  for (let row = first; row < table.rows; row++) begin(table, row, fresh);
  return first;
}

/** Makes a row as if it had never learnt, to be used for another ID. Throws {@link CoreError} for a row that is not in use. */
export function resetRow(table: EmbeddingTable, row: number, fresh: FreshRow): void {
  if (!Number.isInteger(row) || row < 0 || row >= table.rows) {
    throw new CoreError(`table ${table.name}: no row ${row} of ${table.rows} to reset`);
  }
  begin(table, row, fresh);
}

function begin(table: EmbeddingTable, row: number, { initialise, accumulator }: FreshRow): void {
  const { dim, values, changedAt, stamp } = table;
  const own = values.subarray(row * dim, (row + 1) * dim).fill(0);
  initialise(own, row);
  table.accumulator[row] = accumulator;
  changedAt[row] = stamp[0];
}
