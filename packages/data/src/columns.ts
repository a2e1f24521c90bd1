import { nearest } from '@twotower/schema';
import { DataError } from './error.ts';
import type { Table } from './table.ts';

/** Makes sure that a table has a column, or says which it has that is spelt nearly so. */
export function requireColumn(table: Table, name: string, key: string): void {
  const names = table.columns.map((column) => column.name);
  if (names.includes(name)) {
    return;
  }
  const guess = nearest(name, names);
  const shown = names.slice(0, 12).join(', ') + (names.length > 12 ? ', ...' : '');
  const mend = guess ? `did you mean "${guess}"? (it has ${shown})` : `it has ${shown || 'no columns'}`;
  throw new DataError(`${table.file}: no column "${name}", which ${key} names; ${mend}`);
}
