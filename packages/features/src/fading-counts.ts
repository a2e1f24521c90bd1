import type { EventColumns } from './event-columns.ts';

/** What counts need of events. */
type Counted = Pick<EventColumns, 'item' | 'time' | 'length'>;

/**
 * How often each item occurs among the events strictly before `moment`, one of them worth `2^-((moment - t) / halfLife)`: `[items]`.
 * Without a half-life all count 1, at whatever time; with one, an event without a time counts nothing.
 *
 * Example: events of one item 0, 7 and 14 days ago and a half-life of 7 days count 0 (it is not before), 1/2 and 1/4.
 *
 * @param halfLife milliseconds
 */
export function fadingCounts(
  items: number,
  blocks: Iterable<Counted>,
  fading?: { readonly moment: number; readonly halfLife: number },
): Float64Array {
  const counts = new Float64Array(items);
  for (const { item, time, length } of blocks) {
    for (let e = 0; e < length; e++) {
      if (fading === undefined) {
        counts[item[e]]++;
      } else if (time[e] < fading.moment) {
        counts[item[e]] += 2 ** ((time[e] - fading.moment) / fading.halfLife);
      }
    }
  }
  return counts;
}

/**
 * The logarithm of each item's share of the counts, `log((c + s) / (C + s n))`: `[items]`, with the smoothing s of
 * {@link smoothedMass}.
 */
export function logPrior(counts: Float64Array): Float32Array {
  const sum = counts.reduce((a, b) => a + b, 0);
  const { smoothing, mass } = smoothedMass(sum, counts.length);
  return Float32Array.from(counts, (count) => Math.log((count + smoothing) / mass));
}

/**
 * What is added to each item's count, and what all then add up to. The smoothing is one event, or the mean count where that is less, so
 * that counts which have faded still tell items apart and one without any has a share too.
 *
 * @param sum of the counts of `items` items
 */
export function smoothedMass(sum: number, items: number): { smoothing: number; mass: number } {
  const smoothing = sum > 0 ? Math.min(1, sum / items) : 1;
  return { smoothing, mass: sum + smoothing * items };
}
