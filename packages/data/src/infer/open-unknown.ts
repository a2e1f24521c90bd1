import { basename } from 'node:path';
import { parseDate, type RawValue } from '@twotower/features';
import { DataError } from '../error.ts';
import { isMissing } from '../missing-words.ts';
import type { Format, Role, Table } from '../table.ts';
import { EncodingError } from '../tables/decode.ts';
import { openTable } from '../tables/open-tables.ts';
import { type ColumnProfile, profileTable } from './column-profile.ts';
import { refuseLines } from './refuse-lines.ts';

/** A file of which nothing was known, with how it has to be read. */
export interface OpenedFile {
  readonly table: Table;
  readonly format: Format;
  readonly columns: readonly ColumnProfile[];
  /** Rows among the first that could not be cut. */
  readonly malformed: number;
  /** The file names no columns: they are called `column1` and so on. */
  readonly unnamed: boolean;
  /** What was found out beside its columns, in sentences. */
  readonly findings: readonly string[];
}

/**
 * Opens a file and looks at its first rows; encoding, header and names that stand twice are found out by trying.
 *
 * @throws DataError where it is neither text nor Parquet
 */
export async function openUnknown(file: string, role: Role): Promise<OpenedFile> {
  try {
    return await openEncoded(file, role, 'utf-8');
  } catch (error) {
    if (!(error instanceof EncodingError) || error.likely === undefined) {
      throw error;
    }
    const encoding = error.likely;
    const opened = await openEncoded(file, role, encoding);
    if (!opened.columns.every(isWritten)) {
      throw new DataError(
        `${file}: not UTF-8 text, and no text in ${encoding} either; convert it to UTF-8, or set data.format.encoding in a config written by hand`,
      );
    }
    return { ...opened, findings: [...opened.findings, `${basename(file)} ${encodedHow(error, encoding)}`] };
  }
}

function encodedHow({ utf8Share }: EncodingError, encoding: string): string {
  return utf8Share === undefined
    ? `is encoded in ${encoding}`
    : `mixes encodings: of the lines that are not plain ASCII ${Math.round(100 * utf8Share)} % are UTF-8, and as the others are not, all are read as ${encoding}; one name may so become two, and converting the file mends it`;
}

async function openEncoded(file: string, role: Role, encoding: Format['encoding']): Promise<OpenedFile> {
  if (!/\.(parquet|pq|json)(\.\w+)?$/i.test(file)) {
    await refuseLines(file, encoding);
  }
  const { format, findings, unnamed } = await findHeader(file, role, { encoding, columns: {} });
  const table = await openTable(file, role, format);
  return { table, format, findings, unnamed, ...(await profileTable(table)) };
}

/** How the first line is to be read. */
async function findHeader(
  file: string,
  role: Role,
  format: Format,
): Promise<Pick<OpenedFile, 'format' | 'findings' | 'unnamed'>> {
  if (/\.(parquet|pq|json|jsonl|ndjson)(\.\w+)?$/i.test(file)) {
    return { format, findings: [], unnamed: false };
  }
  const lines = await firstLines(file, role, format);
  const [first = [], ...rest] = lines;
  if (isData(first, rest)) {
    const names = first.map((_, i) => `column${i + 1}`);
    return {
      format: { ...format, columns: { [role]: names } },
      findings: [`${basename(file)} has no header`],
      unnamed: true,
    };
  }
  const names = first.map((cell, i) => String(cell ?? '').trim() || `column${i + 1}`);
  if (new Set(names).size === names.length) {
    return { format, findings: [], unnamed: false };
  }
  return {
    format: { ...format, header: true, columns: { [role]: numbered(names) } },
    findings: [`${basename(file)} has columns of one name; the later ones are numbered`],
    unnamed: false,
  };
}

/** The first lines as cells, the header among them. */
async function firstLines(file: string, role: Role, format: Format): Promise<RawValue[][]> {
  const table = await openTable(file, role, { ...format, header: false, columns: { [role]: ['column1'] } });
  const lines: RawValue[][] = [];
  for await (const block of table.rows(table.columns.map(({ name }) => ({ name, as: 'value' })))) {
    for (let i = 0; i < block.length && lines.length < 2000; i++) {
      lines.push(block.columns.map((column) => column[i]));
    }
    if (lines.length >= 2000) {
      break;
    }
  }
  return lines;
}

/** Whether the first line is like the others: numbers above numbers, or ids that come again below. */
function isData(first: readonly RawValue[], rest: readonly RawValue[][]): boolean {
  const isValue = (cell: RawValue) =>
    typeof cell === 'string' &&
    (/^-?\d+([.,]\d+)?$/.test(cell.trim()) || parseDate(cell.trim()) !== undefined);
  const written = first.flatMap((cell, c) => (cell === null || cell === '' ? [] : c));
  const numbers = written.filter(
    (c) => isValue(first[c]) && rest.every((line) => !line[c] || isValue(line[c])),
  );
  // Files put together keep each its header.
  const others = rest.filter((line) => line.some((cell, c) => cell !== first[c]));
  const namesValues = written.some(
    (c) =>
      !isMissing(first[c]) &&
      others.filter((line) => isValue(line[c])).length > 0.95 * Math.max(1, others.length),
  );
  if (numbers.length === 0 && others.length < rest.length && namesValues) {
    return false;
  }
  if (
    written.some((c) =>
      isOfOneForm(
        first[c],
        rest.map((line) => line[c]),
      ),
    )
  ) {
    return true;
  }
  const again = written.filter((c) => rest.some((line) => line[c] === first[c]));
  return numbers.length > 0 || (again.length > 0 && again.length >= written.length / 2);
}

/** Whether a cell is what no header is: an address, a record, or an id such as `N19` over others such as `N7`. */
function isOfOneForm(cell: RawValue, below: readonly RawValue[]): boolean {
  if (typeof cell !== 'string') {
    return false;
  }
  if (/^(?:https?:\/\/\S|\[?\{\s*["'])/.test(cell)) {
    return true;
  }
  const form = (text: RawValue) => String(text).replace(/\d+/g, '#');
  const alike = below.filter((other) => !isMissing(other) && form(other) === form(cell));
  return /\d/.test(cell) && new Set(alike).size >= 3 && alike.length >= 0.9 * below.length;
}

function numbered(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let free = name;
    for (let n = 2; taken.has(free); n++) {
      free = `${name}_${n}`;
    }
    taken.add(free);
    return free;
  });
}

/** Whether names and values are what people write: bytes that are no text give control characters. */
function isWritten({ name, values }: ColumnProfile): boolean {
  const isControl = (value: RawValue) => typeof value === 'string' && /[^\P{Cc}\t\r\n]/u.test(value);
  return !isControl(name) && values.filter(isControl).length <= 0.001 * values.length;
}
