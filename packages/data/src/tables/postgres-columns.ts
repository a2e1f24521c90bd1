import type { Sql } from 'postgres';
import type { ColumnKind, TableColumn, Wanted } from '../table.ts';
import { quoteName } from './quote-name.ts';

/** The columns of what stands behind `from`, with the server's names for their types. */
export async function describeColumns(sql: Sql, from: string): Promise<TableColumn[]> {
  const { columns } = await sql.unsafe(`select * from ${from} as t limit 0`);
  const oids = columns.map(({ type }) => String(type));
  const types = await sql`select oid::text as oid, format_type(oid, null) as name, typcategory as category
    from pg_type where oid::text = any (string_to_array(${oids.join(',')}, ','))`;
  return columns.map(({ name, type }): TableColumn => {
    const found = types.find(({ oid }) => oid === String(type));
    const typeName = String(found?.name ?? 'text');
    return { name, type: typeName, kind: kindOf(typeName, String(found?.category)) };
  });
}

/** By `pg_type.typcategory`: Array, Boolean, Date and time, Numeric. */
function kindOf(type: string, category: string): ColumnKind {
  switch (category) {
    case 'A':
      return 'list';
    case 'B':
      return 'boolean';
    case 'D':
      return /^(date|timestamp)/.test(type) ? 'time' : 'text';
    case 'N':
      return /^(smallint|integer|bigint|real|double precision|numeric)$/.test(type) ? 'number' : 'text';
    default:
      return 'text';
  }
}

/** The server turns values into what a table gives: exact text, numbers, milliseconds. */
export function expression({ name, as }: Wanted, columns: readonly TableColumn[]): string {
  const column = columns.find((candidate) => candidate.name === name);
  const value = quoteName(name);
  const type = column?.type ?? 'text';
  if (as === 'id') {
    // A number that is whole is written as one: 1.0 is the id 1.
    return type === 'numeric'
      ? `case when ${value} = trunc(${value}) then trunc(${value})::text else ${value}::text end`
      : `nullif(${value}::text, '')`;
  }
  switch (column?.kind) {
    case 'number':
      return `${value}::float8`;
    case 'boolean':
      return value;
    case 'time':
      return `(extract(epoch from ${value}${type.includes('with time zone') ? '' : "::timestamp at time zone 'UTC'"}) * 1000)::float8`;
    case 'list':
      return `to_json(${value}${/^(smallint|integer|real|double precision|numeric)/.test(type) ? '' : '::text[]'})`;
    default:
      return `nullif(${value}::text, '')`;
  }
}
