import type { RandomIntegers } from './negative-source.ts';

/** Uniform in [0, 1), 32 bits, from a source of integers. */
export function unitInterval(random: RandomIntegers): number {
  return random.integer(2 ** 32) / 2 ** 32;
}
