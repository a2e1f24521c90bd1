import { nearest } from '@twotower/schema';
import type { Sql } from 'postgres';
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
 * A table in the order of its primary key, where it has one.
 *
 * @throws DataError where the database has no such table
 */
export async function planTable(sql: Sql, table: string, file: string): Promise<Plan> {
  const from = table.split('.').map(quoteName).join('.');
  const [{ oid }] = await sql`select to_regclass(${from})::oid::text as oid`;
  if (typeof oid !== 'string') {
    const rows = await sql`select n.nspname || '.' || relname as full, relname as short from pg_class c
      join pg_namespace n on n.oid = relnamespace
      where relkind in ('r', 'p', 'v', 'm', 'f') and nspname not in ('pg_catalog', 'information_schema') limit 1000`;
    const guess = nearest(
      table,
      rows.flatMap(({ full, short }) => [String(short), String(full)]),
    );
    throw new DataError(
      `${file}: no such table${guess ? `; did you mean "${guess}"?` : '; name it as schema.table'}`,
    );
  }
  const primary = await sql`select attname from pg_index
    join pg_attribute on attrelid = indrelid and attnum = any (indkey)
    where indrelid = ${oid}::text::oid and indisprimary order by array_position(indkey::int2[], attnum)`;
  const names = primary.map(({ attname }) => quoteName(String(attname))).join(', ');
  return { from, order: names && ` order by ${names}` };
}
