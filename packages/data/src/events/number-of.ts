import { numberOf as numberOrFlag, type RawValue, writtenNumber } from '@twotower/features';

/** NaN for whatever is not a finite number or the text of one, as people write it. */
export function numberOf(value: RawValue): number {
  if (typeof value === 'string') {
    const number = Number(value);
    // The fast way for nearly all of them; an empty text would be 0.
    return Number.isFinite(number) && number !== 0 ? number : (writtenNumber(value) ?? Number.NaN);
  }
  return typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN;
}

/** The same, with 1 and 0 for flags and for the words that say them, such as `True`, `no` or `Y`. */
export function numberOrFlagOf(value: RawValue): number {
  const number = numberOf(value);
  return Number.isNaN(number) ? (numberOrFlag(value) ?? Number.NaN) : number;
}
