import type { RandomIntegers } from './negative-source.ts';
import { unitInterval } from './unit-interval.ts';

/**
 * `[rows]` integers with the mean `expected`: rounded down, and up as often as the fraction says. At most 255.
 */
export function hardCounts(rows: number, expected: number, random: RandomIntegers): Uint8Array {
  const whole = Math.floor(expected);
  const counts = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    counts[row] = Math.min(255, unitInterval(random) < expected - whole ? whole + 1 : whole);
  }
  return counts;
}
