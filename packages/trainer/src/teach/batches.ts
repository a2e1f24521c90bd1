import type { TrainBatch } from '@twotower/core/train';
import type { RankedLists } from '@twotower/sampling';
import { assembleBatch, type BatchSource, openWindow } from './assemble-batch.ts';
import type { Pass } from './feed.ts';

/**
 * The batches of a pass, in its order.
 *
 * @param mined what the model ranked for each user when the pass began, where negatives are mined
 */
export function* passBatches(
  source: BatchSource,
  { number, random, windows, meant }: Pass,
  mined: RankedLists | undefined,
): Generator<TrainBatch> {
  const { batchSize } = source.config.training;
  for (const { window, order } of windows) {
    const draws = openWindow(source, window, number, mined);
    for (let start = 0; start < order.length; start += batchSize) {
      const events = order.subarray(start, start + batchSize);
      const batch = assembleBatch(source, draws, events, random);
      yield meant === undefined || events.length >= meant
        ? batch
        : { ...batch, scale: events.length / meant };
    }
  }
}
