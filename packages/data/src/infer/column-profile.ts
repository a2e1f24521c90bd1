import {
  isPlausible,
  numberOf,
  numberUnits,
  parseDate,
  type RawValue,
  toMilliseconds,
  unitOf,
  writtenFlag,
  writtenNumber,
} from '@twotower/features';
import { isMissing, isMissingWord } from '../missing-words.ts';
import type { Table, TableColumn } from '../table.ts';

/** What the first rows of a file show of one column. */
export interface ColumnProfile {
  readonly name: string;
  readonly column: TableColumn;
  /** One value a sampled row. */
  readonly values: readonly RawValue[];
  /** Of numbers, flags and times a word such as `NA` fills nothing; of other texts it may mean itself. */
  readonly filled: number;
  readonly distinct: number;
  /** Share of the filled values that the most frequent one has. */
  readonly topShare: number;
  /** Every filled value is a number. */
  readonly numeric: boolean;
  /** Every filled value says yes or no: `True`, `N`, 0. */
  readonly flag: boolean;
  /** Every filled value is a whole number. */
  readonly whole: boolean;
  /** Of numbers, and of flags as 0 and 1. */
  readonly min: number;
  readonly max: number;
  /** Every filled value is a whole number or a text without spaces: what ids look like. */
  readonly idLike: boolean;
  /** Nearly every filled value is a date or a plausible timestamp. */
  readonly timeLike: boolean;
}

/** Rows that are looked at, at most. */
export const sampleRows = 200_000;
/** Values that may be held while a file is looked at, an element of a list counting as one. */
const sampleCells = 12_000_000;

/** Looks at the first 200,000 rows of a table, or fewer where they are very wide; `malformed` ones could not be cut. */
export async function profileTable(
  table: Table,
): Promise<{ readonly columns: ColumnProfile[]; readonly malformed: number }> {
  const columns: RawValue[][] = table.columns.map(() => []);
  const wanted = table.columns.map(({ name }) => ({ name, as: 'value' as const }));
  let [rows, cells, malformed] = [0, 0, 0];
  for await (const block of table.rows(wanted)) {
    for (let c = 0; c < columns.length; c++) {
      for (const value of block.columns[c]) {
        columns[c].push(value);
        cells += Array.isArray(value) ? 1 + value.length : 1;
      }
    }
    rows += block.length;
    malformed += block.malformed.length;
    if (rows >= sampleRows || cells >= sampleCells) {
      break;
    }
  }
  return { columns: table.columns.map((column, c) => profileColumn(column, columns[c])), malformed };
}

/** What some values show of their column. */
export function profileColumn(column: TableColumn, values: readonly RawValue[]): ColumnProfile {
  const all = values
    .filter((value) => value !== null && value !== undefined)
    .map((value) => (Array.isArray(value) ? JSON.stringify(value) : String(value)));
  const present = all.filter((text) => !isMissingWord(text));
  const scalar = column.kind === 'text' || column.kind === 'number';
  const numbers = scalar ? present.flatMap((text) => writtenNumber(text) ?? []) : [];
  const numeric = present.length > 0 && numbers.length === present.length;
  const flag =
    column.kind === 'boolean' ||
    (present.length > 0 &&
      (numeric
        ? numbers.every((value) => value === 0 || value === 1)
        : scalar && present.every((text) => writtenFlag(text) !== undefined)));
  const timeLike =
    present.length > 0 &&
    (column.kind === 'time' || areDates(column, present) || areTimes(column, present, numbers));
  const texts = numeric || flag || timeLike ? present : all;
  const filled = texts.length;
  const measures = flag ? numbersOf({ values }) : numbers;
  const whole = numeric && numbers.every(Number.isInteger);
  const counts = new Map<string, number>();
  for (const text of texts) {
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const most = [...counts.values()].reduce((a, b) => Math.max(a, b), 0);
  return {
    name: column.name,
    column,
    values,
    filled,
    distinct: counts.size,
    topShare: filled === 0 ? 1 : most / filled,
    numeric,
    flag,
    whole,
    min: measures.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    max: measures.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
    idLike: scalar && (numeric ? whole : texts.every((text) => text.length <= 80 && !/\s/.test(text))),
    timeLike,
  };
}

/** The filled values of a column of numbers or flags; 1 where a flag says yes. */
export function numbersOf({ values }: Pick<ColumnProfile, 'values'>): number[] {
  return values.flatMap((value) => numberOf(value) ?? []);
}

/** The first filled values as people may read them, at most `count`, each once. */
export function examplesOf(column: ColumnProfile, count: number): string[] {
  const found = new Set<string>();
  for (const value of column.values) {
    if (found.size === count) {
      break;
    }
    if (!isMissing(value)) {
      found.add(shown(column, value));
    }
  }
  return [...found];
}

function shown({ column }: ColumnProfile, value: RawValue): string {
  const text =
    column.kind === 'time' && typeof value === 'number' && Math.abs(value) < 8.64e15
      ? new Date(value).toISOString()
      : Array.isArray(value)
        ? JSON.stringify(value)
        : String(value);
  const line = text.replace(/[\p{Cc}\s]+/gu, ' ');
  return line.length > 30 ? `${line.slice(0, 29)}…` : line;
}

function areDates(column: TableColumn, texts: readonly string[]): boolean {
  const sample = column.kind === 'text' ? texts.slice(0, 2000) : [];
  const dates = sample.filter((text) => parseDate(text.trim()) !== undefined);
  return dates.length > 0 && dates.length >= 0.95 * sample.length;
}

/** Whether nearly all of the texts are times between 1990 and 2100, as numbers of whatever units or, among these, as dates. */
function areTimes({ kind }: TableColumn, texts: readonly string[], numbers: readonly number[]): boolean {
  if (numbers.length === 0) return false;
  const units = numberUnits(numbers);
  const written = numbers.filter((value) => isPlausible(toMilliseconds(value, unitOf(value, units))));
  const others =
    kind === 'text' && numbers.length < texts.length
      ? texts.filter((text) => writtenNumber(text) === undefined)
      : [];
  const dates = others.filter((text) => isPlausible(parseDate(text.trim()) ?? Number.NaN));
  return written.length + dates.length >= 0.95 * texts.length;
}
