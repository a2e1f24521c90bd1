import { DataError } from '../error.ts';
import type { Format, Role } from '../table.ts';
import { cutRecord } from './records.ts';
import { type RowShape, rowShape } from './row-shape.ts';

/** How a text file is cut into records and fields. */
export interface Dialect {
  readonly delimiter: string;
  /** Whether fields may stand in double quotes. */
  readonly quoted: boolean;
  readonly newline: '\n' | '\r';
  readonly header: boolean;
  readonly columns: readonly string[];
  /** What rows look like, where quotes may swallow some. */
  readonly shape?: RowShape;
}

const delimiters = ['\t', '::', ',', ';', '|', ' '];

/**
 * Finds out a text file's dialect from its beginning; what the config says goes first.
 *
 * The delimiter is the one that cuts most lines into as many fields as the first. Without a word on the header a file
 * has one, unless the config names its columns.
 */
export function findDialect(sample: string, file: string, role: Role, format: Format): Dialect {
  const newline = !sample.includes('\n') && sample.includes('\r') ? '\r' : '\n';
  const lines = sample
    .split(newline)
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => line !== '');
  const delimiter = format.delimiter ?? guessDelimiter(lines);
  const field = new RegExp(`(^|${escapeRegExp(delimiter)})"(?:[^"]|"")*"($|${escapeRegExp(delimiter)})`);
  const quoted =
    format.quotes ?? (delimiter === ',' || delimiter === ';' || lines.some((line) => field.test(line)));
  const named = format.columns[role];
  const header = format.header ?? !named;
  const start = sample.search(/[^\r\n]/);
  const first = start < 0 ? [] : cutRecord(sample, start, { delimiter, quoted, newline }, true).fields;
  if (header && !named) {
    const columns = distinct(first, file, role);
    return { delimiter, quoted, newline, header, columns, shape: rowShape(lines, delimiter, columns.length) };
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
  return { delimiter, quoted, newline, header, columns, shape: rowShape(lines, delimiter, columns.length) };
}

function guessDelimiter(lines: readonly string[]): string {
  const sample = lines.slice(0, 200).map((line) => line.replace(/"[^"]*"/g, ''));
  let best = ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const fields = (sample[0] ?? '').split(delimiter).length;
    const agree = sample.filter((line) => line.split(delimiter).length === fields).length / sample.length;
    const score = fields < 2 ? 0 : agree >= 0.95 ? 1 + Math.min(fields, 9) / 10 : agree;
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
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
