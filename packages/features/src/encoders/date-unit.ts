import { lastTime } from '@twotower/schema';
/** What the numbers of a column of dates count: time since 1970, or the years themselves. */
export type DateUnit = 'milliseconds' | 'seconds' | 'years';

export const YEAR = 365.2425 * 86_400_000;
const [FIRST_YEAR, LAST_YEAR] = [1000, 2200];
/** Seconds since 1970 from 1980 on; as milliseconds they would all be of its first weeks. */
const [FIRST_SECOND, LAST_SECOND] = [315_532_800, 4_102_444_800];
const MOST = 0.9;

/** By what nearly all numbers are; milliseconds where nothing speaks for another. */
export function dateUnitOf(numbers: readonly number[]): DateUnit {
  const share = (fits: (number: number) => boolean) =>
    numbers.reduce((count, number) => count + (fits(number) ? 1 : 0), 0) / numbers.length;
  return share(isYear) >= MOST
    ? 'years'
    : share((number) => number >= FIRST_SECOND && number <= LAST_SECOND) >= MOST
      ? 'seconds'
      : 'milliseconds';
}

/** Milliseconds since 1970; undefined for a year such as 0 or 9999, which stands for none. */
export function toInstant(number: number, unit: DateUnit): number | undefined {
  if (unit === 'years') {
    return isYear(number) ? (number - 1970) * YEAR : undefined;
  }
  const instant = unit === 'seconds' ? number * 1000 : number;
  return Math.max(-lastTime, Math.min(lastTime, instant));
}

function isYear(number: number): boolean {
  return number >= FIRST_YEAR && number <= LAST_YEAR;
}
