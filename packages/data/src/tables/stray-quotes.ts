import type { Dialect } from './dialect.ts';
import { cutRecord, type TextRecord } from './records.ts';
import { areRows } from './row-shape.ts';

/**
 * Cuts the record that begins at `start`, like {@link cutRecord}, but does not let a stray quote swallow the lines behind
 * it: where a record of several lines is at fault, has too many or too few fields, or is made of lines that are rows of
 * their own, only its first line is lost, and the next record begins on the second.
 */
export function cutTrusted(text: string, start: number, dialect: Dialect, last: boolean): TextRecord {
  const record = cutRecord(text, start, dialect, last);
  const newline = text.indexOf(dialect.newline, start);
  if (record.end < 0 || newline < 0 || newline + 1 >= record.end) {
    return record;
  }
  const wrong = record.fault !== undefined || record.fields.length !== dialect.columns.length;
  return wrong || swallowsRows(text.slice(start, record.end), dialect)
    ? { fields: [], end: newline + 1, fault: 'a quote is never closed' }
    : record;
}

function swallowsRows(record: string, { newline, shape }: Dialect): boolean {
  if (!shape) {
    return false;
  }
  const lines = record.split(newline).map((line) => line.replace(/\r$/, ''));
  if (lines[lines.length - 1] === '') {
    lines.pop();
  }
  return areRows(lines, shape);
}
