import { nearest } from '@twotower/schema';
import type { Database } from 'libsql';
import { DataError } from '../error.ts';
import { quoteName } from './quote-name.ts';

/** What a table's rows are selected from, and in which order. */
export interface Plan {
  readonly from: string;
  /** An `order by`, or nothing. */
  readonly order: string;
}

/** A query stands in brackets; the order is its own. */
export function planQuery(query: string): Plan {
  return { from: `(${query.trim().replace(/;\s*$/, '')}\n)`, order: '' };
}

/**
 * A table in the order of its row ids, else of its primary key; a view in its own.
 *
 * @throws DataError where the file has no such table
 */
export function planTable(database: Database, table: string, file: string): Plan {
  const tables = database
    .prepare("select name, type from sqlite_master where type in ('table', 'view')")
    .all() as {
    name: string;
    type: string;
  }[];
  const found = tables.find(({ name }) => name.toLowerCase() === table.toLowerCase());
  if (!found) {
    const names = tables.map(({ name }) => name);
    const guess = nearest(table, names);
    throw new DataError(
      `${file}: no such table; ${guess ? `did you mean "${guess}"?` : `the file has ${names.join(', ') || 'none'}`}`,
    );
  }
  const from = quoteName(found.name);
  if (found.type === 'view') {
    return { from, order: '' };
  }
  const info = database.prepare('select name, pk from pragma_table_info(?)').all(found.name) as {
    name: string;
    pk: number;
  }[];
  // A table WITHOUT ROWID has none of the three names, another may have columns of its own with them.
  const rowid = ['rowid', '_rowid_', 'oid'].find(
    (alias) => !info.some(({ name }) => name.toLowerCase() === alias),
  );
  if (rowid !== undefined && works(database, `select ${rowid} from ${from} limit 0`)) {
    return { from, order: ` order by ${rowid}` };
  }
  const primary = info.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  return {
    from,
    order: primary.length > 0 ? ` order by ${primary.map(({ name }) => quoteName(name)).join(', ')}` : '',
  };
}

function works(database: Database, query: string): boolean {
  try {
    database.prepare(query);
    return true;
  } catch {
    return false;
  }
}
