import type { Bag } from '@twotower/features';
import type { Kernel } from '@twotower/kernel';
import type { EmbeddingTable } from './embedding-table.ts';
import { CoreError } from './error.ts';

/**
 * Adds each record's weighted sum of rows to `out`: record r's `dim` numbers start at `r * stride + offset`.
 *
 * `out` is added to, not overwritten, so that several bags can share a place (a tower without layers) or lie side by
 * side (a tower with them). Throws {@link CoreError} for a row the table does not have.
 *
 * @param kernel does it natively, where there is one
 */
export function poolBag(
  table: EmbeddingTable,
  bag: Bag,
  size: number,
  out: Float32Array,
  stride: number = table.dim,
  offset = 0,
  kernel?: Kernel,
): void {
  const { values, dim } = table;
  const { offsets, rows, weights } = bag;
  if (kernel !== undefined) {
    const missing = kernel.pool(offsets, rows, weights, size, dim, stride, offset, values, out);
    if (missing !== -1) throw noRow(table, rows[missing]);
    return;
  }
  for (let r = 0; r < size; r++) {
    const to = r * stride + offset;
    for (let e = offsets[r]; e < offsets[r + 1]; e++) {
      const row = rows[e];
      if (row < 0 || row >= table.rows) throw noRow(table, row);
      const from = row * dim;
      const weight = weights[e];
      if (weight === 1) for (let c = 0; c < dim; c++) out[to + c] += values[from + c];
      else for (let c = 0; c < dim; c++) out[to + c] += weight * values[from + c];
    }
  }
}

/** What to throw for a bag with a row that its table has not. */
export function noRow({ name, rows }: EmbeddingTable, row: number): CoreError {
  return new CoreError(`table ${name}: no row ${row} of ${rows}; encode with this model's features`);
}
