import { SamplingError } from './error.ts';

/** Events that an epoch may draw. */
export interface DrawableEvents {
  readonly length: number;
  readonly user: Int32Array;
  readonly item: Int32Array;
}

/**
 * Adds to `counts` how often each event's item is expected among the events of an epoch that `capPositives` chooses: of a
 * user's n events each is chosen with the probability `min(1, cap / n)`.
 *
 * Example: cap 1; user 0 has 100 events of item 0, users 1 to 4 one each of item 1: counts `[1, 4]`, so item 0 is a fifth of
 * what is trained, and not 100 / 104 of it.
 *
 * @param counts `[items]`
 * @param events of each user all or none, a user's side by side
 * @throws SamplingError where the cap is below 1
 */
export function addCappedCounts(
  counts: Float64Array,
  { length, user, item }: DrawableEvents,
  cap: number,
): void {
  if (!(cap >= 1)) {
    throw new SamplingError(`positives per user: the cap must be at least 1, got ${cap}`);
  }
  for (let start = 0, end = 0; start < length; start = end) {
    for (end = start + 1; end < length && user[end] === user[start]; end++);
    const chance = Math.min(1, cap / (end - start));
    for (let event = start; event < end; event++) {
      counts[item[event]] += chance;
    }
  }
}
