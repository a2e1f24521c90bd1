import { guessTimeUnit, toMilliseconds } from '../parse-time.ts';
import type { TimeUnit } from '../read-summary.ts';

const most = 20_000;

/** An even sample of the numbers in a time column, from which their unit is told. */
export class TimeSample {
  #numbers: number[] = [];
  #every = 1;
  #seen = 0;
  #dates = 0;

  number(value: number): void {
    if (this.#seen++ % this.#every === 0) {
      this.#numbers.push(value);
      if (this.#numbers.length === most) {
        this.#numbers = this.#numbers.filter((_, i) => i % 2 === 0);
        this.#every *= 2;
      }
    }
  }

  /** A value that was a date by itself. */
  date(): void {
    this.#dates++;
  }

  /** What most of the column's values were. */
  get unit(): TimeUnit {
    return this.#seen === 0 || this.#dates > this.#seen ? 'date' : guessTimeUnit(this.#numbers);
  }

  /** From a number of the column to milliseconds since 1970. */
  converter(): (value: number) => number {
    if (this.#seen === 0) {
      return (value) => value;
    }
    const unit = guessTimeUnit(this.#numbers);
    return (value) => toMilliseconds(value, unit);
  }
}
