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
import type { Cells } from './cells.ts';
import { numberOf } from './number-of.ts';

/** Further from 1970 than any date has nanoseconds. */
const furthest = 1e19;
/** Numbers from which a table's unit is told. */
const sampled = 20_000;
const timeUnits = ['date', 'seconds', 'milliseconds', 'microseconds', 'nanoseconds'] as const;

/** The unit of the numbers among the first rows of a column; undefined where there are none. */
export function unitsOf(cells: Cells, length: number): NumberUnits | undefined {
  const numbers: number[] = [];
  for (let row = 0; row < length && numbers.length < sampled; row++) {
    const plain = cells.plainNumber(row);
    if (!Number.isNaN(plain)) {
      numbers.push(plain);
    } else if (Number.isNaN(cells.plainInstant(row))) {
      const number = numberOf(cells.value(row));
      if (!Number.isNaN(number)) {
        numbers.push(number);
      }
    }
  }
  return numbers.length > 0 ? numberUnits(numbers) : undefined;
}

/** Reads times of one column, whose unit and order of days and months are known. */
export class TimeReader {
  readonly #counts = { date: 0, seconds: 0, milliseconds: 0, microseconds: 0, nanoseconds: 0 };
  readonly #units: NumberUnits | undefined;
  readonly #order: DayOrder | undefined;

  constructor(units: NumberUnits | undefined, order: DayOrder | undefined) {
    this.#units = units;
    this.#order = order;
  }

  /** How many values were read as what. */
  get forms(): readonly (readonly [TimeUnit, number])[] {
    return timeUnits.map((unit) => [unit, this.#counts[unit]] as const).filter(([, count]) => count > 0);
  }

  /** Milliseconds since 1970; NaN for what is no time. */
  read(value: RawValue): number {
    const number = numberOf(value);
    return Number.isNaN(number)
      ? this.instant(
          (typeof value === 'string' ? parseDate(value.trim(), this.#order) : undefined) ?? Number.NaN,
        )
      : this.number(number);
  }

  number(value: number): number {
    if (Math.abs(value) > furthest || this.#units === undefined) {
      return Number.NaN;
    }
    const unit = unitOf(value, this.#units);
    return this.#count(unit, toMilliseconds(value, unit));
  }

  /** A time that is in milliseconds already. */
  instant(time: number): number {
    return this.#count('date', time);
  }

  #count(form: TimeUnit, time: number): number {
    if (!Number.isNaN(time)) {
      this.#counts[form]++;
    }
    return time;
  }
}
