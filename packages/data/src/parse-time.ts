import type { TimeUnit } from './read-summary.ts';

const iso =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]+(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|UTC|[+-]\d\d:?(?:\d\d)?)?)?$/i;
const named = /^(\d{1,2})[- ]([A-Z][a-z]{2})[a-z]*[- ](\d{4})$/;
const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(.*)$/;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * Milliseconds since 1970 of a date such as `2026-11-24`, `2026-11-24T06:30:00.5+02:00`, `24-Nov-2026` or `24.11.2026 06:30`; a time
 * without a zone is UTC.
 *
 * @returns undefined for anything else, including days that do not exist
 */
export function parseDate(text: string): number | undefined {
  const m = iso.exec(text);
  if (m) {
    const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', zone] = m;
    if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) {
      return undefined;
    }
    const midnight = dayStart(Number(year), Number(month), Number(day));
    const clock = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
    return midnight === undefined
      ? undefined
      : midnight + clock + Number(`0.${fraction}`) * 1000 - zoneShift(zone);
  }
  const d = dotted.exec(text);
  if (d) {
    return parseDate(`${d[3]}-${d[2]}-${d[1]}${d[4]}`);
  }
  const n = named.exec(text);
  return n ? dayStart(Number(n[3]), months.indexOf(n[2]) + 1, Number(n[1])) : undefined;
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

/** Whether a number such as 20261124 spells a day. */
function isDayNumber(value: number): boolean {
  return value > 19000100 && value < 21010000 && dayOf(value) !== undefined;
}

function dayOf(value: number): number | undefined {
  return dayStart(Math.floor(value / 10000), Math.floor(value / 100) % 100, value % 100);
}

function dayStart(year: number, month: number, day: number): number | undefined {
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  return month >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? time : undefined;
}

function zoneShift(zone: string | undefined): number {
  if (!zone || !/^[+-]/.test(zone)) {
    return 0;
  }
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (zone[0] === '-' ? -minutes : minutes) * 60_000;
}
