import type { Source } from '@twotower/schema';
import { DataError } from '../error.ts';
import type { Format, Role, Table } from '../table.ts';
import { findFiles } from './find-files.ts';
import { openFunctionTable } from './function-table.ts';
import { openJsonTable } from './json-table.ts';
import { openParquetTable } from './parquet-table.ts';
import { openPostgresTable } from './postgres-table.ts';
import { openSqliteTable } from './sqlite-table.ts';
import { openTextTable } from './text-table.ts';

/**
 * Opens what a config's `data.events`, `data.users` or `data.items` names: a file, every file of a folder or glob (in
 * the order of their names, formats mixed), a table or query of a database, or a function's rows.
 *
 * @param folder what paths are relative to
 * @param key the config's key, for messages
 * @throws DataError where it does not exist or cannot be read
 */
export async function openTables(
  source: Source,
  role: Role,
  format: Format,
  folder: string,
  key: string,
): Promise<Table[]> {
  if (typeof source === 'function') {
    return [await openFunctionTable(source, key)];
  }
  if (typeof source !== 'string') {
    return [
      'sqlite' in source ? await openSqliteTable(source, folder, key) : await openPostgresTable(source, key),
    ];
  }
  const tables: Table[] = [];
  for (const file of await findFiles(source, folder, key)) {
    tables.push(await openTable(file, role, format));
  }
  return tables;
}

/** Opens a file by its name's ending: Parquet, JSON, or else delimited text; text and JSON may be `.gz` or `.zst`. */
export async function openTable(file: string, role: Role, format: Format): Promise<Table> {
  if (/\.(parquet|pq)$/i.test(file)) {
    return openParquetTable(file);
  }
  if (/\.(parquet|pq)\.(gz|zst)$/i.test(file)) {
    throw new DataError(
      `${file}: a compressed Parquet file cannot be read in parts; decompress it (Parquet compresses inside)`,
    );
  }
  return /\.(jsonl|ndjson|json)(\.(gz|zst))?$/i.test(file)
    ? openJsonTable(file, format)
    : openTextTable(file, role, format);
}
