import { SamplingError } from './error.ts';
import type { NegativeSource } from './negative-source.ts';

/**
 * `count` items a batch, each of the catalogue's items equally likely, with replacement; shared by all rows.
 *
 * Too few leaves the tail of the catalogue without a push away from users; more cost time in proportion.
 * @throws SamplingError where the catalogue is empty or the count is no positive integer
 */
export function uniformNegatives(items: number, count: number): NegativeSource {
  if (!Number.isInteger(items) || items < 1 || !Number.isInteger(count) || count < 1) {
    throw new SamplingError(`uniform negatives need items >= 1 and count >= 1, got ${items} and ${count}`);
  }
  return {
    kind: 'uniform',
    draws: () => count,
    share: () => count,
    fill: (out, random) => {
      for (let i = 0; i < out.length; i++) {
        out[i] = random.integer(items);
      }
    },
    probability: () => 1 / items,
  };
}
