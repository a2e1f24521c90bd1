import type { RawValue } from '@twotower/features';
import type { Config } from '@twotower/schema';

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

/** Rows of a source as parallel columns, one a wanted column; an empty cell is null. */
export interface RowBlock {
  readonly length: number;
  readonly columns: readonly (readonly RawValue[])[];
  /** Line each row begins on, where the source has lines. */
  readonly lines?: readonly number[];
  /** Row of the source, counting from 1, that each row here is of, where one may have given several. */
  readonly rows?: readonly number[];
  /** The entry of that row, counting from 1. */
  readonly entries?: readonly number[];
  /** Place of each row in the log that it is from, ascending; by default rows are counted. */
  readonly offsets?: ArrayLike<number>;
  /** Rows that could not be cut into columns; they are not among `columns`. Without lines, rows count from 1. */
  readonly malformed: readonly { readonly line: number; readonly row?: number; readonly reason: string }[];
}

/** One source of rows: a file of any format, a table or query of a database, a function. Opening holds nothing open. */
export interface Table {
  /** What messages call it: the path of a file, or a few words for the rest. */
  readonly file: string;
  readonly columns: readonly TableColumn[];
  /**
   * Reads from the first row on, however often it is called, in the same order each time.
   *
   * @param wanted columns that the table has
   * @throws DataError where the source cannot be read on
   */
  rows(wanted: readonly Wanted[]): AsyncIterable<RowBlock>;
}
