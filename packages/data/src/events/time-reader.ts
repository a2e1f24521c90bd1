import {
  type DayOrder,
  type NumberUnits,
  numberUnits,
  parseDate,
  type RawValue,
  type TimeUnit,
  toMilliseconds,
  unitOf,
} from '@twotower/features';
import { numberOf } from './number-of.ts';

/** Further from 1970 than any date has nanoseconds. */
const furthest = 1e19;
/** Numbers from which a table's unit is told. */
const sampled = 20_000;

/** Reads the time column of one table; the unit of its numbers is told from the first block with numbers. */
export class TimeReader {
  /** Of day and month in dates that leave it open. */
  order: DayOrder | undefined;
  /** Of its numbers, once there were any. */
  units: NumberUnits | undefined;
  /** How many values were read as what. */
  readonly forms = new Map<TimeUnit, number>();

  /** Looks at the column's next block, before its values are asked for. */
  begin(column: readonly RawValue[]): void {
    if (this.units !== undefined) {
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
      this.units = numberUnits(numbers);
    }
  }

  /** Milliseconds since 1970; NaN for what is no time. */
  read(value: RawValue): number {
    const number = numberOf(value);
    if (Number.isNaN(number)) {
      return this.#count(
        'date',
        (typeof value === 'string' ? parseDate(value.trim(), this.order) : undefined) ?? Number.NaN,
      );
    }
    if (Math.abs(number) > furthest || this.units === undefined) {
      return Number.NaN;
    }
    const unit = unitOf(number, this.units);
    return this.#count(unit, toMilliseconds(number, unit));
  }

  /** The same of a column of which the source itself says that it holds milliseconds. */
  typed(value: RawValue): number {
    return this.#count('date', numberOf(value));
  }

  #count(form: TimeUnit, time: number): number {
    if (!Number.isNaN(time)) {
      this.forms.set(form, (this.forms.get(form) ?? 0) + 1);
    }
    return time;
  }
}
