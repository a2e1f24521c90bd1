import type { RawValue } from '@twotower/features';
import type { KnownTexts } from '../bytes/known-texts.ts';
import type { RowBlock } from '../table.ts';

/** One column of a block of rows. What is asked for often is told without making a value of the cell. */
export interface Cells {
  value(row: number): RawValue;
  /** Whether there is no text, or none but blanks. */
  isBlank(row: number): boolean;
  /** The text's code; -1 where there is no text. */
  code(row: number, texts: KnownTexts): number;
  /** A number that is one, or is written in the plainest form; NaN for all others, which may be numbers still. */
  plainNumber(row: number): number;
  /** Milliseconds since 1970 of a date that is written in the plainest form; NaN for all others. */
  plainInstant(row: number): number;
  /** Writes the two halves of an event ID's hash at `at`; 0 and 0 where there is none. */
  hash(row: number, low: Int32Array, high: Int32Array, at: number): void;
}

/** The wanted columns of some rows of a source, as {@link RowBlock} has them. */
export type CellBlock = Omit<RowBlock, 'columns'> & { readonly cells: readonly Cells[] };
