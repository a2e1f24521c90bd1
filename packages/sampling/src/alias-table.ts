import { SamplingError } from './error.ts';
import type { RandomIntegers } from './negative-source.ts';
import { unitInterval } from './unit-interval.ts';

/** Draws from a fixed distribution in constant time. */
export interface AliasTable {
  draw(random: RandomIntegers): number;
  probability(index: number): number;
}

/**
 * Walker's alias method: the weights are cut into n boxes of equal size that hold at most two indices each, so a draw
 * is one box and one comparison. Example: weights `[3, 1]` fill the boxes {0: 1} and {1: 1/2, 0: 1/2}.
 * Source: Vose 1991, "A linear algorithm for generating random numbers with a given distribution".
 *
 * @param weights `[n]`, none negative, at least one positive
 */
export function aliasTable(weights: Float64Array): AliasTable {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0 && Number.isFinite(total)) || weights.some((weight) => weight < 0)) {
    throw new SamplingError('weights to draw by: need finite ones, none below 0 and at least one above it');
  }
  const n = weights.length;
  const own = Float64Array.from(weights, (weight) => (weight / total) * n);
  // A box that rounding leaves without a partner falls back on an index that may be drawn.
  const alias = new Int32Array(n).fill(weights.findIndex((weight) => weight > 0));
  const small: number[] = [];
  const large: number[] = [];
  own.forEach((fill, i) => {
    (fill < 1 ? small : large).push(i);
  });
  for (;;) {
    const filled = small.pop();
    const giver = large.pop();
    if (filled === undefined || giver === undefined) {
      // What is left is full but for rounding.
      for (const i of [filled, giver, ...small, ...large]) {
        if (i !== undefined && weights[i] > 0) own[i] = 1;
      }
      break;
    }
    alias[filled] = giver;
    own[giver] -= 1 - own[filled];
    (own[giver] < 1 ? small : large).push(giver);
  }
  return {
    draw(random) {
      const box = random.integer(n);
      return unitInterval(random) < own[box] ? box : alias[box];
    },
    probability: (index) => weights[index] / total,
  };
}
