import type { RawValue } from '../dataset.ts';
import { numberOf } from '../number-of.ts';
import { writtenNumber } from '../written-number.ts';
import { unitOf } from './number-units.ts';
import { parseDate } from './parse-date.ts';
import type { TimeForm } from './time-form.ts';
import { toMilliseconds } from './time-unit.ts';

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
