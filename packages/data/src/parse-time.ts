import { clockOf } from './clock.ts';
import { type DayOrder, datePartsOf } from './date-parts.ts';
import type { TimeUnit } from './read-summary.ts';

/** The form that nearly all logs have. */
const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z| ?UTC)?)?$/;

/**
 * Milliseconds since 1970 of a date, with or without a time: `2026-11-24`, `2026-11-24T06:30:00.5+02:00`, `20261124T063000Z`,
 * `24.11.2026 06:30`, `11/24/2026 6:30 PM`, `24-Nov-2026`, `Tue, 24 Nov 2026 06:30:00 GMT`, `Tue Nov 24 06:30:00 2026` and the
 * like; a time without a zone is UTC.
 *
 * @param order of `05/07/2026` and `05-07-2026`; where it is not known, that one of which the numbers are a day and a month,
 *   and else the month first
 * @returns undefined for anything else, including days that do not exist
 */
export function parseDate(text: string, order?: DayOrder): number | undefined {
  const m = iso.exec(text);
  if (m) {
    const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0'] = m;
    if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) {
      return undefined;
    }
    const midnight = dayStart(Number(year), Number(month), Number(day));
    const clock = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
    return midnight === undefined ? undefined : midnight + clock + Number(`0.${fraction}`) * 1000;
  }
  const parts = datePartsOf(text.trim(), order);
  if (!parts) {
    return undefined;
  }
  const midnight = dayStart(parts.year, parts.month, parts.day);
  const clock = clockOf(parts.rest);
  return midnight === undefined || clock === undefined ? undefined : midnight + clock;
}

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

function dayStart(year: number, month: number, day: number): number | undefined {
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  return month >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? time : undefined;
}
