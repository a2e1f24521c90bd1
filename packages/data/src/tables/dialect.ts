import { DataError } from '../error.ts';
import type { Format, Role } from '../table.ts';
import { guessDelimiter } from './guess-delimiter.ts';
import { preambleOf } from './preamble.ts';
import { cutRecord } from './records.ts';
import { type RowShape, rowShape } from './row-shape.ts';

/** How a text file is cut into records and fields. */
export interface Dialect {
  readonly delimiter: string;
  /** Whether fields may stand in double quotes. */
  readonly quoted: boolean;
  readonly newline: '\n' | '\r';
  readonly header: boolean;
  /** Lines before the header that are no part of the table. */
  readonly preamble: number;
  /** The header as it stands in the file; empty without one. */
  readonly headerLine: string;
  readonly columns: readonly string[];
  /** What rows look like, where quotes may swallow some. */
  readonly shape?: RowShape;
}

/**
 * Finds out a text file's dialect from its beginning; what the config says goes first.
 *
 * The delimiter is the one that a line such as `sep=;` names, or that cuts most lines into as many fields as the first. Without a word on the header a file
 * has one, unless the config names its columns.
 */
export function findDialect(sample: string, file: string, role: Role, format: Format): Dialect {
  const newline = !sample.includes('\n') && sample.includes('\r') ? '\r' : '\n';
  const all = sample.split(newline).map((line) => line.replace(/\r$/, ''));
  const before = preambleOf(all, format.delimiter);
  const preamble = before.lines;
  const lines = all.slice(preamble).filter((line) => line !== '');
  const delimiter = before.delimiter ?? guessDelimiter(lines);
  const field = new RegExp(`(^|${escapeRegExp(delimiter)})"(?:[^"]|"")*"($|${escapeRegExp(delimiter)})`);
  const quoted =
    format.quotes ?? (delimiter === ',' || delimiter === ';' || lines.some((line) => field.test(line)));
  const named = format.columns[role];
  const header = format.header ?? !named;
  const table = sample.split(newline).slice(preamble).join(newline);
  const start = table.search(/[^\r\n]/);
  const first = start < 0 ? [] : cutRecord(table, start, { delimiter, quoted, newline }, true).fields;
  const form = {
    delimiter,
    quoted,
    newline,
    header,
    preamble,
    headerLine: header ? (lines[0] ?? '') : '',
  } as const;
  if (header && !named) {
    const columns = distinct(first, file, role);
    return { ...form, columns, shape: rowShape(lines, delimiter, columns.length) };
  }
  if (!named) {
    throw new DataError(
      `${file}: data.format.header is false, so data.format.columns.${role} must name its ${first.length} columns`,
    );
  }
  if (first.length > 0 && first.length < named.length) {
    throw new DataError(
      `${file}: data.format.columns.${role} names ${named.length} columns, the file has ${first.length} (delimiter ${JSON.stringify(delimiter)}); name those, or set data.format.delimiter`,
    );
  }
  const rest = header ? first.slice(named.length) : first.slice(named.length).map(() => '');
  const columns = distinct([...named, ...rest], file, role);
  return { ...form, columns, shape: rowShape(lines, delimiter, columns.length) };
}

/** Trimmed column names, an empty one as `column3`. A name that stands twice would say nothing: it is an error. */
function distinct(names: readonly string[], file: string, role: Role): string[] {
  const columns = names.map((name, i) => name.trim() || `column${i + 1}`);
  const second = columns.findIndex((name, i) => columns.indexOf(name) < i);
  if (second >= 0) {
    const first = columns.indexOf(columns[second]);
    throw new DataError(
      `${file}: columns ${first + 1} and ${second + 1} are both named "${columns[second]}"; rename one, or name all ${columns.length} by data.format.columns.${role} (with data.format.header: true where the first line is a header)`,
    );
  }
  return columns;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
