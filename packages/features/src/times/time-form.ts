import { z } from 'zod';
import type { RawValue } from '../dataset.ts';
import { numberOf } from '../number-of.ts';
import { writtenNumber } from '../written-number.ts';
import { unitOf } from './number-units.ts';
import { parseDate } from './parse-date.ts';
import { toMilliseconds } from './time-unit.ts';

/** How the times of one column were written where a log or file left it open: a request writes them alike. */
export const timeFormSchema = z.object({
  /** Of `05/07/2026`. */
  order: z.enum(['day-first', 'month-first']).optional(),
  /** What its numbers count; milliseconds since 1970 without it. */
  numbers: z
    .object({
      usual: z.enum(['date', 'seconds', 'milliseconds', 'microseconds', 'nanoseconds']),
      instants: z.boolean(),
    })
    .optional(),
});
export type TimeForm = z.output<typeof timeFormSchema>;

/** Column to the form of its times, for the columns in which something was open. */
export type TimeForms = Readonly<Record<string, TimeForm>>;

/**
 * Milliseconds since 1970 of a date in any of the forms that `parseDate` reads, or of a number that counts them; undefined
 * where the value is missing or no instant.
 */
export function instantOf(value: RawValue, { order }: TimeForm = {}): number | undefined {
  if (typeof value === 'boolean') {
    return undefined;
  }
  const instant =
    typeof value === 'string' ? (parseDate(value.trim(), order) ?? writtenNumber(value)) : numberOf(value);
  return instant === undefined ? undefined : instant + 0; // + 0 turns -0, which a dictionary does not keep, into 0
}

/**
 * One value of a request's context as a column of numbers holds it: a number, an instant as milliseconds since 1970, NaN
 * otherwise.
 */
export function contextNumber(value: RawValue, form: TimeForm = {}): number {
  const number = numberOf(value);
  if (number === undefined) {
    return instantOf(value, form) ?? Number.NaN;
  }
  return form.numbers ? toMilliseconds(number, unitOf(number, form.numbers)) : number;
}
