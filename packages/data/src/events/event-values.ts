import type { RawValue } from '@twotower/features';
import type { Config, EventWeight } from '@twotower/schema';
import { isMissing } from '../missing-words.ts';
import { numberOrFlagOf } from './number-of.ts';

const largestFloat = (2 - 2 ** -23) * 2 ** 127;

/**
 * Whether an event is a positive, by its type (undefined where the log has none: all are) or by the value that a threshold
 * looks at, in which a flag is 1 or 0; a missing value does not reach it.
 *
 * @returns undefined where the value is neither number nor flag
 */
export function isPositive(
  positive: Config['schema']['positive'],
  type: string | undefined,
  value: RawValue,
): boolean | undefined {
  if (Array.isArray(positive)) {
    return type === undefined || positive.includes(type);
  }
  const number = numberOrFlagOf(value);
  if (Number.isNaN(number)) {
    return isMissing(value) ? false : undefined;
  }
  return number >= positive.atLeast;
}

/** 1 where there is none; NaN for what is no number. */
export function weightOf(value: RawValue): number {
  const weight = numberOrFlagOf(value);
  return Number.isNaN(weight) && isMissing(value) ? 1 : weight;
}

/** Why a weight cannot be used: they are kept as 32-bit floats. */
export function weightFault(weight: number): string | undefined {
  if (weight >= 0 && weight <= largestFloat) {
    return undefined;
  }
  return Number.isNaN(weight)
    ? 'not a number'
    : weight < 0
      ? 'a weight below 0'
      : 'a weight beyond 3.4e38, the largest that training can hold';
}

/** What a weight counts for training; 0 stays 0. */
export function transformedWeight(weight: number, transform: EventWeight['transform']): number {
  return transform === 'log' ? Math.log1p(weight) : weight;
}

/** A cell as it stands in the report. */
export function shortened(value: RawValue): string {
  const text = value === null || value === undefined ? '' : String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
