import type { EmbeddingTable } from './embedding-table.ts';

/**
 * Sets row 0, read for missing and unknown values, to the mean of all other rows: for a table whose row 0 was never
 * trained. Leaves a table without other rows as it is.
 */
export function meanRowForUnknown(table: EmbeddingTable): void {
  const { values, rows, dim } = table;
  if (rows < 2) return;
  const mean = new Float64Array(dim);
  for (let i = dim; i < rows * dim; i++) mean[i % dim] += values[i];
  for (let c = 0; c < dim; c++) values[c] = mean[c] / (rows - 1);
}
