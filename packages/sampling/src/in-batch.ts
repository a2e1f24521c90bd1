import type { NegativeSource } from './negative-source.ts';

/**
 * The other rows' positives: an item is drawn as often as it occurs among the positives, `count / total`.
 *
 * @param counts `[items]`, how often each item is a positive of the training part
 * @throws RangeError where no item has a count
 */
export function inBatchNegatives(counts: Float64Array): NegativeSource {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (!(total > 0)) {
    throw new RangeError('in-batch negatives need at least one positive event; all counts are 0');
  }
  return {
    kind: 'in-batch',
    draws: () => 0,
    share: (positives) => positives,
    fill: () => {},
    probability: (item) => counts[item] / total,
  };
}
