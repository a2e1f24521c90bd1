import type { EmbeddingTable } from './embedding-table.ts';
import { CoreError } from './error.ts';

/** What to throw for a bag with a row that its table has not. */
export function noRow({ name, rows }: Pick<EmbeddingTable, 'name' | 'rows'>, row: number): CoreError {
  return new CoreError(`table ${name}: no row ${row} of ${rows}; encode with this model's features`);
}
