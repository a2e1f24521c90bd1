import { userBlocks } from '@twotower/features';
import { milliseconds } from '@twotower/schema';
import { TrainerError } from './error.ts';
import type { PositiveSource, Positives } from './positives.ts';

/**
 * The positives with each one's weight halved for every `halfLife` that it is older than the newest:
 * `w 2^((t - newest) / halfLife)`. Without a half-life, the source as it is.
 *
 * @throws TrainerError where the log has no times
 */
export function weighByRecency(source: PositiveSource, halfLife: string | undefined): PositiveSource {
  if (halfLife === undefined || source.length === 0) {
    return source;
  }
  const newest = newestOf(source);
  const period = milliseconds(halfLife);
  const weigh = (positives: Positives): Positives => ({
    ...positives,
    weight: positives.weight.map((weight, e) => weight * 2 ** ((positives.time[e] - newest) / period)),
  });
  return { ...source, readUsers: (first, end) => weigh(source.readUsers(first, end)) };
}

function newestOf(source: PositiveSource): number {
  let newest = Number.NEGATIVE_INFINITY;
  for (const { events } of userBlocks(source)) {
    for (let e = 0; e < events.length; e++) {
      if (Number.isNaN(events.time[e])) {
        throw new TrainerError(
          'data',
          'training.halfLife needs the time of every positive, and the log has none: name schema.event.time, or leave halfLife out',
        );
      }
      newest = Math.max(newest, events.time[e]);
    }
  }
  return newest;
}
