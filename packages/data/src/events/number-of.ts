import type { RawValue } from '@twotower/features';

/** NaN for whatever is not a finite number or the text of one. */
export function numberOf(value: RawValue): number {
  if (typeof value === 'string') {
    const number = Number(value);
    // An empty text would be 0.
    return Number.isFinite(number) && (number !== 0 || value.trim() !== '') ? number : Number.NaN;
  }
  const number = typeof value === 'boolean' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : Number.NaN;
}
