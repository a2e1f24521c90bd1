import { userBlocks } from '@twotower/features';
import { milliseconds } from '@twotower/schema';
import { TrainerError } from '../error.ts';
import type { PositiveSource, Positives } from './positives.ts';

/** Of so many positives the newest is not believed: one event dated into the future would take all others' weight. */
const perDoubted = 1000;

/**
 * The positives with each one's weight halved for every `halfLife` that it is older than the newest:
 * `w 2^min(0, (t - newest) / halfLife)`, where the newest of every 1000 do not count as the newest, and keep their weight.
 * Without a half-life, the source as it is.
 *
 * @throws TrainerError where the log has no times
 */
export function weighByRecency(source: PositiveSource, halfLife: string | undefined): PositiveSource {
  if (halfLife === undefined || source.length === 0) {
    return source;
  }
  const newest = newestTime(source);
  if (newest === undefined) {
    throw new TrainerError(
      'data',
      'training.halfLife needs the time of every positive, and the log has none: name schema.event.time, or leave halfLife out',
    );
  }
  const period = milliseconds(halfLife);
  const weigh = (positives: Positives): Positives => ({
    ...positives,
    weight: positives.weight.map(
      (weight, e) => weight * 2 ** Math.min(0, (positives.time[e] - newest) / period),
    ),
  });
  return { ...source, readUsers: (first, end) => weigh(source.readUsers(first, end)) };
}

/** The newest time but for one positive of every {@link perDoubted}; undefined where one has no time, or there are none. */
export function newestTime(source: PositiveSource): number | undefined {
  const wanted = Math.floor(source.length / perDoubted) + 1;
  // Newest first from 0 to below `wanted` after each sorting; what has come since lies behind.
  const latest = new Float64Array(Math.max(1024, 2 * wanted));
  let held = 0;
  let bound = Number.NEGATIVE_INFINITY;
  const sort = (): void => {
    latest.subarray(0, held).sort().reverse();
    held = Math.min(held, wanted);
    bound = held === wanted ? latest[wanted - 1] : bound;
  };
  for (const { events } of userBlocks(source)) {
    for (let e = 0; e < events.length; e++) {
      if (Number.isNaN(events.time[e])) {
        return undefined;
      }
      if (events.time[e] > bound) {
        latest[held++] = events.time[e];
        if (held === latest.length) {
          sort();
        }
      }
    }
  }
  sort();
  return source.length > 0 ? latest[wanted - 1] : undefined;
}
