import { rename, rm } from 'node:fs/promises';
import { type DuckDBAppender, FLOAT, LIST } from '@duckdb/node-api';
import { withDuckDb } from './duckdb.ts';

/** What a column holds: text, whole numbers of 32 bits, floats, or lists of floats. */
export type ParquetColumns = Readonly<Record<string, 'text' | 'integer' | 'float' | 'floats'>>;

/** One value a column, in their order. */
export type ParquetRow = readonly (string | number | readonly number[])[];

const types = { text: 'VARCHAR', integer: 'INTEGER', float: 'FLOAT', floats: 'FLOAT[]' };

/** Writes a Parquet file, which is there whole or not at all. @returns how many rows it has */
export async function writeParquet(
  file: string,
  columns: ParquetColumns,
  rows: AsyncIterable<ParquetRow>,
): Promise<number> {
  const part = `${file}.part`;
  try {
    const count = await withDuckDb(async (connection) => {
      const named = Object.entries(columns).map(([name, type]) => `"${name}" ${types[type]}`);
      await connection.run(`CREATE TABLE written (${named.join(', ')})`);
      const appender = await connection.createAppender('written');
      const kinds = Object.values(columns);
      let written = 0;
      for await (const row of rows) {
        for (const [c, kind] of kinds.entries()) append(appender, kind, row[c]);
        appender.endRow();
        written++;
      }
      appender.closeSync();
      await connection.run(`COPY written TO '${part.replaceAll("'", "''")}' (FORMAT parquet)`);
      return written;
    });
    await rename(part, file);
    return count;
  } finally {
    await rm(part, { force: true });
  }
}

function append(appender: DuckDBAppender, kind: ParquetColumns[string], value: ParquetRow[number]): void {
  if (kind === 'text') appender.appendVarchar(String(value));
  else if (kind === 'integer') appender.appendInteger(Number(value));
  else if (kind === 'float') appender.appendFloat(Number(value));
  else if (typeof value === 'object') appender.appendList([...value], LIST(FLOAT));
  else throw new TypeError(`a list of numbers is wanted, not ${JSON.stringify(value)}`);
}
