import { SamplingError } from './error.ts';

/** How often an item is the positive of an event. */
export interface ItemFrequency {
  /** The probability that one event's positive is `item`, in [0, 1]. */
  probability(item: number): number;
}

/**
 * From counts of the whole training part: `count / total`. Example: counts `[3, 1]` give 0.75 and 0.25.
 *
 * @param counts `[items]`, how often each item is a positive of the training part
 * @throws SamplingError where no item has a count
 */
export function countFrequency(counts: Float64Array): ItemFrequency {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (!(total > 0)) {
    throw new SamplingError('item counts: need at least one positive event, all are 0; check `positive`');
  }
  return { probability: (item) => counts[item] / total };
}
