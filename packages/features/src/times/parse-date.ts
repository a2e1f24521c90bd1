import { clockOf } from './clock.ts';
import { type DayOrder, datePartsOf } from './date-parts.ts';

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

/** Midnight UTC of a day, in milliseconds since 1970; undefined for a day that does not exist. */
export function dayStart(year: number, month: number, day: number): number | undefined {
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  return month >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? time : undefined;
}
