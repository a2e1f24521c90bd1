import type { RawValue } from '../dataset.ts';
import { numberOf } from '../number-of.ts';
import { writtenNumber } from '../written-number.ts';

/** What is written as a number; undefined for dates, and for flags. */
export function timeNumberOf(value: RawValue): number | undefined {
  if (typeof value === 'boolean') {
    return undefined;
  }
  const number = typeof value === 'string' ? writtenNumber(value) : numberOf(value);
  return number === undefined ? undefined : number + 0; // + 0 turns -0, which a dictionary does not keep, into 0
}
