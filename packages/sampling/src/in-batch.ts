import { countFrequency, type ItemFrequency } from './item-frequency.ts';
import type { NegativeSource } from './negative-source.ts';

/**
 * The other rows' positives: an item is drawn as often as it occurs among the positives.
 *
 * @param frequency how often: `[items]` counts of the training part, or an estimate such as `streamingFrequency`
 * @throws SamplingError where counts are given and all are 0
 */
export function inBatchNegatives(frequency: Float64Array | ItemFrequency): NegativeSource {
  const source = frequency instanceof Float64Array ? countFrequency(frequency) : frequency;
  return {
    kind: 'in-batch',
    draws: () => 0,
    share: (positives) => positives,
    fill: () => {},
    probability: (item) => source.probability(item),
  };
}
