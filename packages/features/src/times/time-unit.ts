import { dayStart, parseDate } from './parse-date.ts';

/** How the numbers or texts of a column of times are understood. */
export type TimeUnit = 'date' | 'seconds' | 'milliseconds' | 'microseconds' | 'nanoseconds';

/** What the numbers of a time column count, by the magnitude of the median. */
export function guessTimeUnit(values: ArrayLike<number>): TimeUnit {
  const step = Math.max(1, Math.floor(values.length / 10_001));
  const sample: number[] = [];
  for (let i = 0; i < values.length; i += step) {
    sample.push(values[i]);
  }
  sample.sort((a, b) => a - b);
  const median = Math.abs(sample[sample.length >> 1] ?? 0);
  if (sample.every((value) => isDayNumber(value))) {
    return 'date';
  }
  return median < 1e11
    ? 'seconds'
    : median < 1e14
      ? 'milliseconds'
      : median < 1e17
        ? 'microseconds'
        : 'nanoseconds';
}

/** A number of the time column as milliseconds since 1970. */
export function toMilliseconds(value: number, unit: TimeUnit): number {
  switch (unit) {
    case 'date':
      return dayOf(value) ?? Number.NaN;
    case 'seconds':
      return value * 1000;
    case 'milliseconds':
      return value;
    case 'microseconds':
      return value / 1000;
    case 'nanoseconds':
      return value / 1e6;
  }
}

/** Whether a number such as 20261124, 202611240630 or 20261124063000 spells a day, with its time or without. */
function isDayNumber(value: number): boolean {
  const day = Number.isInteger(value) ? value / 10 ** Math.max(0, Math.floor(Math.log10(value)) - 7) : value;
  return day > 19000100 && day < 21010000 && dayOf(value) !== undefined;
}

function dayOf(value: number): number | undefined {
  if (value < 1e8) {
    return dayStart(Math.floor(value / 10000), Math.floor(value / 100) % 100, value % 100);
  }
  const digits = String(value);
  return digits.length === 12 || digits.length === 14
    ? parseDate(`${digits.slice(0, 8)}T${digits.slice(8)}`)
    : undefined;
}
