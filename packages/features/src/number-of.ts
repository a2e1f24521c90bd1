import type { RawValue } from './dataset.ts';
import { writtenFlag } from './written-flag.ts';
import { writtenNumber } from './written-number.ts';

/** A value as a finite number, what says true as 1 and what says false as 0; undefined where it is missing or neither. */
export function numberOf(value: RawValue): number | undefined {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? value : undefined;
    case 'boolean':
      return value ? 1 : 0;
    case 'string': {
      const number = writtenNumber(value) ?? writtenFlag(value);
      return number === undefined ? undefined : Number(number);
    }
    default:
      return undefined;
  }
}
