import { fadingCounts, logPrior, userBlocks } from '@twotower/features';
import { milliseconds } from '@twotower/schema';
import { TrainerError } from '../error.ts';
import type { TrainingData } from '../prepare/prepare.ts';
import { newestTime } from '../prepare/recency.ts';

/**
 * `[items]`: the log of each item's share of the training positives, as they have faded by the end of the training part.
 *
 * @param halfLife by which they fade; without one all count alike
 * @throws TrainerError where they are to fade and the log has no times
 */
export function priorOf(
  { items, positives, counts }: Pick<TrainingData, 'items' | 'positives' | 'counts'>,
  halfLife: string | undefined,
): Float32Array {
  if (halfLife === undefined) return logPrior(counts);
  const newest = newestTime(positives);
  if (newest === undefined) {
    throw new TrainerError(
      'data',
      'prior.halfLife needs the time of every positive, and the log has none: name schema.event.time, or leave halfLife out',
    );
  }
  return logPrior(
    fadingCounts(items, eventsOf(positives), { moment: newest + 1, halfLife: milliseconds(halfLife) }),
  );
}

function* eventsOf(positives: TrainingData['positives']) {
  for (const { events } of userBlocks(positives)) yield events;
}
