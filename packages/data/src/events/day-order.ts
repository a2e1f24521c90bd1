import { type DayOrder, numbersOfDate, parseDate, type RawValue } from '@twotower/features';
import type { Table } from '../table.ts';

/** Values of a block that are looked at. */
export const looked = 100;

/** Whether the first values of a block are dates such as `05/07/2026`. */
export function asksForDayOrder(values: readonly RawValue[]): boolean {
  return values
    .slice(0, looked)
    .some((value) => typeof value === 'string' && numbersOfDate(value) !== undefined);
}

/**
 * Whether day or month stands first in the dates of a log: told by the numbers above 12, most of them in the first
 * block that has any. Where there are none in the whole log, by the reading that lies closer together, as no log is of the
 * seventh of each month; and where both are as close, the month is first.
 */
export async function dayOrderOf(tables: readonly Table[], column: string): Promise<DayOrder> {
  const evidence = new Evidence();
  for (const table of tables.filter(({ columns }) => columns.some(({ name }) => name === column))) {
    for await (const { columns } of table.rows([{ name: column, as: 'value' }])) {
      const told = evidence.look(columns[0]);
      if (told) {
        return told;
      }
    }
  }
  return evidence.likelier;
}

/** The same of some values alone, such as the first ones of a log; undefined where none of them is such a date. */
export function dayOrderIn(values: readonly RawValue[]): DayOrder | undefined {
  const evidence = new Evidence();
  const told = evidence.look(values);
  return evidence.dates === 0 ? undefined : (told ?? evidence.likelier);
}

class Evidence {
  /** How many dates were looked at. */
  dates = 0;
  readonly #spans = { 'month-first': new Span(), 'day-first': new Span() };

  /** @returns the order that most of the values tell which tell one */
  look(values: readonly RawValue[]): DayOrder | undefined {
    const told = { 'month-first': 0, 'day-first': 0 };
    for (const value of values) {
      const numbers = typeof value === 'string' ? numbersOfDate(value) : undefined;
      if (numbers === undefined || typeof value !== 'string') {
        continue;
      }
      this.dates++;
      const [first, second] = numbers;
      if (first > 12 !== second > 12) {
        told[first > 12 ? 'day-first' : 'month-first']++;
      }
      this.#spans['month-first'].add(parseDate(value, 'month-first'));
      this.#spans['day-first'].add(parseDate(value, 'day-first'));
    }
    if (told['day-first'] === 0 && told['month-first'] === 0) {
      return undefined;
    }
    return told['day-first'] > told['month-first'] ? 'day-first' : 'month-first';
  }

  get likelier(): DayOrder {
    return this.#spans['day-first'].length < this.#spans['month-first'].length ? 'day-first' : 'month-first';
  }
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
