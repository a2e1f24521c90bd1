import { DuckDBInstance, DuckDBListValue } from '@duckdb/node-api';
import type { RawValue } from '@twotower/features';
import { DataError } from '../error.ts';
import type { ColumnKind, RowBlock, Table, TableColumn, Wanted } from '../table.ts';
import { withDuckDb } from './duckdb.ts';

/** A Parquet file, read by DuckDB; lists become arrays, times milliseconds, nested values JSON-like text. */
export async function openParquetTable(file: string): Promise<Table> {
  const source = `read_parquet(${quoteText(literalPath(file))})`;
  const columns = await withDuckDb(async (connection) => {
    const described = await readable(file, connection.runAndReadAll(`describe select * from ${source}`));
    return described.getRows().map((row): TableColumn => {
      const type = String(row[1]);
      return { name: String(row[0]), type, kind: kindOf(type) };
    });
  });
  return {
    file,
    columns,
    async *rows(wanted) {
      const select = wanted.map((column) => expression(column, columns)).join(', ') || '1';
      const instance = await DuckDBInstance.create(':memory:');
      const connection = await instance.connect();
      try {
        const result = await readable(file, connection.stream(`select ${select} from ${source}`));
        for (;;) {
          const chunk = await readable(file, result.fetchChunk());
          if (!chunk || chunk.rowCount === 0) {
            return;
          }
          const block: RowBlock = {
            length: chunk.rowCount,
            columns: wanted.map((_, i) => chunk.getColumnValues(i).map(plain)),
            malformed: [],
          };
          yield block;
        }
      } finally {
        connection.closeSync();
        instance.closeSync();
      }
    },
  };
}

async function readable<T>(file: string, pending: Promise<T>): Promise<T> {
  try {
    return await pending;
  } catch (error) {
    const cause = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new DataError(`${file}: not a readable Parquet file (${cause})`);
  }
}

function kindOf(type: string): ColumnKind {
  if (/\[\d*\]$/.test(type)) {
    return 'list';
  }
  if (/^(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|U\w*INT\w*|FLOAT|DOUBLE|DECIMAL.*)$/.test(type)) {
    return 'number';
  }
  return type === 'BOOLEAN' ? 'boolean' : /^(DATE|TIMESTAMP.*)$/.test(type) ? 'time' : 'text';
}

function expression(wanted: Wanted, columns: readonly TableColumn[]): string {
  const column = columns.find((candidate) => candidate.name === wanted.name);
  const name = `"${wanted.name.replaceAll('"', '""')}"`;
  const type = column?.type ?? 'VARCHAR';
  if (wanted.as === 'id') {
    // A float that is whole is an integer that once shared its column with missing values: 1.0 is the id 1.
    return /^(FLOAT|DOUBLE|DECIMAL.*)$/.test(type)
      ? `case when isfinite(${name}::double) then case when ${name} = trunc(${name}) then ${name}::hugeint::varchar else ${name}::varchar end end`
      : `nullif(${name}::varchar, '')`;
  }
  switch (column?.kind) {
    case 'number':
      return `${name}::double`;
    case 'boolean':
      return name;
    case 'time':
      return `epoch_ms(${name}::${type.includes('ZONE') ? 'timestamptz' : 'timestamp'})::double`;
    case 'list':
      if (/^STRUCT/.test(type)) {
        return `list_transform(${name}, lambda x : to_json(x)::varchar)`;
      }
      return `${name}::${/^(TINYINT|SMALLINT|INTEGER|FLOAT|DOUBLE|DECIMAL)/.test(type) ? 'double' : 'varchar'}[]`;
    default:
      return `nullif(${name}::varchar, '')`;
  }
}

function plain(value: unknown): RawValue {
  if (value instanceof DuckDBListValue) {
    return value.items.map(plain);
  }
  if (typeof value === 'number') {
    return Number.isNaN(value) ? null : value;
  }
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** DuckDB reads a path as a glob; a bracket keeps each of its signs to itself. */
function literalPath(file: string): string {
  return file.replace(/[[*?]/g, '[$&]');
}
