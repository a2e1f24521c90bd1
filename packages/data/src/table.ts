import type { RawValue } from '@twotower/features';
import type { Config } from '@twotower/schema';
import { openParquetTable } from './parquet-table.ts';
import { openTextTable } from './text-table.ts';

export type Role = 'events' | 'users' | 'items';
export type Format = Config['data']['format'];

/** `time` values are milliseconds since 1970; `text` values may still stand for numbers, times or lists. */
export type ColumnKind = 'text' | 'number' | 'boolean' | 'time' | 'list';

export interface TableColumn {
  readonly name: string;
  readonly type: string;
  readonly kind: ColumnKind;
}

/** Which column to read; `as: 'id'` gives exact text, whatever the column's type. */
export interface Wanted {
  readonly name: string;
  readonly as: 'id' | 'value';
}

/** Rows of a file as parallel columns, one a wanted column; an empty cell is null. */
export interface RowBlock {
  readonly length: number;
  readonly columns: readonly (readonly RawValue[])[];
  /** Line each row begins on, where the file has lines. */
  readonly lines?: readonly number[];
  /** Rows that could not be cut into columns; they are not among `columns`. */
  readonly malformed: readonly { readonly line: number; readonly reason: string }[];
}

/** One file of any format. */
export interface Table {
  readonly file: string;
  readonly columns: readonly TableColumn[];
  rows(wanted: readonly Wanted[]): AsyncIterable<RowBlock>;
}

/** Opens a file by its name's ending: Parquet, or delimited text, which may be gzipped. */
export async function openTable(file: string, role: Role, format: Format): Promise<Table> {
  return /\.(parquet|pq)$/i.test(file) ? openParquetTable(file) : openTextTable(file, role, format);
}
