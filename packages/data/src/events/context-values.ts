import { contextNumber, type DayOrder, type RawValue } from '@twotower/features';
import { isMissing } from '../missing-words.ts';
import type { UnreadValues } from '../read-summary.ts';
import { Dictionaries } from './dictionaries.ts';
import { shortened } from './event-values.ts';

/** Turns the values of the request's context into what a dataset keeps of them: numbers, or codes of a dictionary. */
export class ContextValues {
  readonly dictionaries = new Dictionaries();
  #unread = new Map<string, UnreadValues>();

  /**
   * NaN and -1 are what is missing.
   *
   * @param order of day and month in the column's dates
   * @throws DataError beyond a million distinct values of a column of codes
   */
  read(column: string, kind: 'number' | 'code', value: RawValue, order: DayOrder | undefined): number {
    return kind === 'number' ? this.#number(column, value, order) : this.dictionaries.code(column, value);
  }

  /** By column: what was neither number nor time since the last call, though a feature reads it as one. */
  takeUnread(): (readonly [string, UnreadValues])[] {
    const unread = [...this.#unread];
    this.#unread = new Map();
    return unread;
  }

  #number(column: string, value: RawValue, order: DayOrder | undefined): number {
    const number = contextNumber(value, { order });
    if (Number.isNaN(number) && !isMissing(value)) {
      const { count = 0, first = shortened(value) } = this.#unread.get(column) ?? {};
      this.#unread.set(column, { count: count + 1, first });
    }
    return number;
  }
}
