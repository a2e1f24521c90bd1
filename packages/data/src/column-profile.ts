import type { RawValue } from '@twotower/features';
import { guessTimeUnit, parseDate, toMilliseconds } from './parse-time.ts';
import type { Table, TableColumn } from './table.ts';

/** What the first rows of a file show of one column. */
export interface ColumnProfile {
  readonly name: string;
  readonly column: TableColumn;
  /** One value a sampled row. */
  readonly values: readonly RawValue[];
  readonly filled: number;
  readonly distinct: number;
  /** Every filled value is a number. */
  readonly numeric: boolean;
  readonly min: number;
  readonly max: number;
  /** Every filled value is a whole number or a text without spaces: what ids look like. */
  readonly idLike: boolean;
  /** Nearly every filled value is a date or a plausible timestamp. */
  readonly timeLike: boolean;
}

const sampleRows = 200_000;

/** Looks at the first 200,000 rows of a table. */
export async function profileTable(table: Table): Promise<ColumnProfile[]> {
  const columns: RawValue[][] = table.columns.map(() => []);
  const wanted = table.columns.map(({ name }) => ({ name, as: 'value' as const }));
  for await (const block of table.rows(wanted)) {
    for (let c = 0; c < columns.length; c++) {
      for (const value of block.columns[c]) {
        columns[c].push(value);
      }
    }
    if ((columns[0]?.length ?? 0) >= sampleRows) {
      break;
    }
  }
  return table.columns.map((column, c) => profile(column, columns[c]));
}

function profile(column: TableColumn, values: readonly RawValue[]): ColumnProfile {
  const filled = values.filter((value) => value !== null && value !== undefined);
  const texts = filled.map((value) => (Array.isArray(value) ? JSON.stringify(value) : String(value)));
  const numbers =
    column.kind === 'list' || column.kind === 'boolean' ? [] : texts.map(Number).filter(Number.isFinite);
  const numeric = filled.length > 0 && numbers.length === filled.length;
  const dates = column.kind === 'text' ? texts.slice(0, 2000).filter((text) => parseDate(text.trim())) : [];
  return {
    name: column.name,
    column,
    values,
    filled: filled.length,
    distinct: new Set(texts).size,
    numeric,
    min: numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    max: numbers.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
    idLike:
      column.kind !== 'list' &&
      column.kind !== 'time' &&
      texts.every((text) =>
        numeric ? Number.isInteger(Number(text)) : text.length <= 80 && !/\s/.test(text),
      ),
    timeLike:
      filled.length > 0 &&
      (column.kind === 'time' ||
        dates.length >= 0.95 * Math.min(2000, texts.length) ||
        (numeric && plausibleTimes(numbers))),
  };
}

/** Whether numbers are times between 1990 and 2100. */
function plausibleTimes(numbers: readonly number[]): boolean {
  const unit = guessTimeUnit(numbers);
  const inRange = numbers.filter((value) => {
    const time = toMilliseconds(value, unit);
    return time > Date.UTC(1990, 0) && time < Date.UTC(2100, 0);
  });
  return inRange.length >= 0.95 * numbers.length;
}
