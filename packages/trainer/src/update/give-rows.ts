import { addRows, defaultInitialAccumulator, type EmbeddingTable, growTable, resetRow } from '@twotower/core';
import type { IdRows } from '@twotower/features';

/** Rows that a table grows by at least, so that it is not copied for each ID. */
const LEAST_GROWTH = 1024;

/**
 * Gives an ID a row of its table, one that was given back or the next: as if it had never learnt, from where it is to begin.
 *
 * @param provisional `[dim]`
 * @param tables of one shape, whose rows go by the same IDs
 */
export function giveRow(
  ids: IdRows,
  id: string,
  tables: readonly EmbeddingTable[],
  provisional: Float32Array,
): number {
  const row = ids.admit(id);
  const fresh = {
    initialise: (values: Float32Array) => values.set(provisional),
    accumulator: defaultInitialAccumulator,
  };
  for (const table of tables) {
    if (row < table.rows) {
      resetRow(table, row, fresh);
    } else {
      if (table.rows === table.capacity) {
        growTable(table, Math.max(table.rows + LEAST_GROWTH, Math.ceil(1.2 * table.rows)));
      }
      addRows(table, 1, fresh);
    }
  }
  return row;
}
