import type { RawValue } from '@twotower/features';
import type { DayOrder } from '../date-parts.ts';
import { guessTimeUnit, parseDate, toMilliseconds } from '../parse-time.ts';
import type { TimeUnit } from '../read-summary.ts';
import { numberOf } from './number-of.ts';

/** Further from 1970 than any date has nanoseconds. */
const furthest = 1e19;
/** Numbers from which a table's unit is told. */
const sampled = 20_000;

/** Reads the time column of one table; the unit of its numbers is told from the first block with numbers. */
export class TimeReader {
  /** Of day and month in dates that leave it open. */
  order: DayOrder | undefined;
  #unit: TimeUnit | undefined;
  #dates = 0;
  #numbers = 0;

  /** Looks at the column's next block, before its values are asked for. */
  begin(column: readonly RawValue[]): void {
    if (this.#unit !== undefined) {
      return;
    }
    const numbers: number[] = [];
    for (let i = 0; i < column.length && numbers.length < sampled; i++) {
      const number = numberOf(column[i]);
      if (!Number.isNaN(number)) {
        numbers.push(number);
      }
    }
    if (numbers.length > 0) {
      this.#unit = guessTimeUnit(numbers);
    }
  }

  /** Milliseconds since 1970; NaN for what is no time. */
  read(value: RawValue): number {
    const number = numberOf(value);
    if (Number.isNaN(number)) {
      this.#dates++;
      return (typeof value === 'string' ? parseDate(value.trim(), this.order) : undefined) ?? Number.NaN;
    }
    this.#numbers++;
    return Math.abs(number) > furthest || this.#unit === undefined
      ? Number.NaN
      : toMilliseconds(number, this.#unit);
  }

  /** What most of the values were; undefined where there were none. */
  get unit(): TimeUnit | undefined {
    return this.#dates > this.#numbers ? 'date' : this.#unit;
  }
}
