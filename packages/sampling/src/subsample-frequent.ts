import { SamplingError } from './error.ts';
import type { RandomIntegers } from './negative-source.ts';
import { unitInterval } from './unit-interval.ts';

/**
 * `[items]` the probability to keep an event of each item: `min(1, sqrt(threshold / f))` with `f = count / total`.
 *
 * Example: threshold 0.01 keeps events of an item with 4 % of all events with probability 0.5. In-batch negatives of what
 * is kept follow `count * keep`: give those to `inBatchNegatives`. Source: Mikolov et al. 2013, equation 5.
 *
 * @param counts `[items]`, how often each item is a positive
 * @param threshold the frequency from which on events are dropped; lower drops more
 */
export function keepProbabilities(counts: Float64Array, threshold: number): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (!(threshold > 0) || !(total > 0)) {
    throw new SamplingError(
      `subsampling needs a threshold > 0 and at least one positive event, got ${threshold} and ${total} events`,
    );
  }
  return counts.map((count) => (count === 0 ? 1 : Math.min(1, Math.sqrt((threshold * total) / count))));
}

/**
 * The events this epoch trains: each by its item's probability, independently.
 *
 * @param eventItems `[events]` each event's item
 * @param keep `[items]`
 * @returns event indices, ascending
 */
export function subsampleFrequent(
  eventItems: Int32Array,
  keep: Float64Array,
  random: RandomIntegers,
): Int32Array {
  const kept = new Int32Array(eventItems.length);
  let count = 0;
  for (let event = 0; event < eventItems.length; event++) {
    if (unitInterval(random) < keep[eventItems[event]]) {
      kept[count++] = event;
    }
  }
  return kept.slice(0, count);
}
