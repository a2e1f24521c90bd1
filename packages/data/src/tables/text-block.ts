import { isAscii } from 'node:buffer';
import { isPlain } from '../bytes/utf8.ts';

/** Rows that were cut from bytes of UTF-8, with where their wanted fields lie. */
export interface TextBlock {
  readonly bytes: Buffer;
  /** Rows. */
  readonly length: number;
  /** `[rows * width]`: start and end of each row's fields, the first to the last wanted one, without their quotes. */
  readonly bounds: Int32Array;
  readonly width: number;
  /** Line that each row begins on; the stretch's first is 1. */
  readonly lines: readonly number[];
  readonly malformed: readonly { readonly line: number; readonly reason: string }[];
  /** Rows with doubled quotes, or newlines inside quotes: all their fields as text. */
  readonly whole: ReadonlyMap<number, readonly string[]>;
  /** How many lines, and how many bytes, the rows take. */
  readonly lineCount: number;
  readonly consumed: number;
}

/** What stands in field `pick` of each row; null where it is empty. */
export function columnOf(block: TextBlock, pick: number): (string | null)[] {
  const { bytes, bounds, width, length, whole, consumed } = block;
  // Cut from one text: a call for each cell would take longer than all else.
  const text = bytes.toString('latin1', 0, consumed);
  const plain = isAscii(bytes.subarray(0, consumed));
  const cells: (string | null)[] = new Array(length);
  for (let row = 0, at = pick * 2; row < length; row++, at += width) {
    const from = bounds[at];
    const to = bounds[at + 1];
    cells[row] =
      to <= from
        ? null
        : plain || isPlain(bytes, from, to)
          ? text.substring(from, to)
          : bytes.toString('utf8', from, to);
  }
  for (const [row, fields] of whole) {
    cells[row] = fields[pick] || null;
  }
  return cells;
}
