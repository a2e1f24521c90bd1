import type { RawValue } from '@twotower/features';
import { type DayOrder, numbersOfDate } from '../date-parts.ts';
import { parseDate } from '../parse-time.ts';
import type { Table } from '../table.ts';

const looked = 100;

/** Whether the first values of a block are dates such as `05/07/2026`. */
export function asksForDayOrder(values: readonly RawValue[]): boolean {
  return values
    .slice(0, looked)
    .some((value) => typeof value === 'string' && numbersOfDate(value) !== undefined);
}

/**
 * Whether day or month stands first in the dates of a log: told by the first number above 12. Where there is none in the
 * whole log, by the reading that lies closer together, as no log is of the seventh of each month; and where both are as
 * close, the month is first.
 */
export async function dayOrderOf(tables: readonly Table[], column: string): Promise<DayOrder> {
  const spans = { 'month-first': new Span(), 'day-first': new Span() };
  for (const table of tables.filter(({ columns }) => columns.some(({ name }) => name === column))) {
    for await (const { columns } of table.rows([{ name: column, as: 'value' }])) {
      for (const value of columns[0]) {
        const numbers = typeof value === 'string' ? numbersOfDate(value) : undefined;
        if (numbers === undefined || typeof value !== 'string') {
          continue;
        }
        const [first, second] = numbers;
        if (first > 12 !== second > 12) {
          return first > 12 ? 'day-first' : 'month-first';
        }
        spans['month-first'].add(parseDate(value, 'month-first'));
        spans['day-first'].add(parseDate(value, 'day-first'));
      }
    }
  }
  return spans['day-first'].length < spans['month-first'].length ? 'day-first' : 'month-first';
}

class Span {
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;

  add(time: number | undefined): void {
    if (time !== undefined) {
      this.#first = Math.min(this.#first, time);
      this.#last = Math.max(this.#last, time);
    }
  }

  get length(): number {
    return this.#last - this.#first;
  }
}
