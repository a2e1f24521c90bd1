import { guessDelimiter } from './guess-delimiter.ts';

/** What stands before a table and is no part of it. */
export interface Preamble {
  /** How many lines. */
  readonly lines: number;
  /** The delimiter that it names. */
  readonly delimiter?: string;
}

/** As spreadsheets write it, whose own way of ending a row may follow. */
const separator = /^"?sep=(.)"?[,;\t]*$/i;
const comment = /^\s*(#|%|\/\/)/;

/**
 * Looks for a line that names the delimiter (`sep=;`) and for comments (`# exported on ..`). A line that begins like a comment
 * and has as many fields as the table is its header.
 *
 * @param lines the first lines of a file, blank ones among them
 * @param configured the delimiter, where the config says it
 */
export function preambleOf(lines: readonly string[], configured?: string): Preamble {
  const [, named] = separator.exec(lines[0] ?? '') ?? [];
  const start = named === undefined ? 0 : 1;
  const delimiter = configured ?? named;
  const said = delimiter === undefined ? {} : { delimiter };
  const isBefore = (line: string) => line.trim() === '' || comment.test(line);
  const length = lines.slice(start).findIndex((line) => !isBefore(line));
  const table = length < 0 ? [] : lines.slice(start + length).filter((line) => line !== '');
  const sign = delimiter ?? guessDelimiter(table);
  const fields = (table[0] ?? '').split(sign).length;
  const before = table.length === 0 || fields < 2 ? [] : lines.slice(start, start + length);
  const header = before.findIndex((line) => line.split(sign).length === fields);
  return { lines: start + (header < 0 ? before.length : header), ...said };
}
