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
  { number, random, windows }: Pass,
  mined: RankedLists | undefined,
): Generator<TrainBatch> {
  const { batchSize } = source.config.training;
  for (const { window, order } of windows) {
    const draws = openWindow(source, window, number, mined);
    for (let start = 0; start < order.length; start += batchSize) {
      yield assembleBatch(source, draws, order.subarray(start, start + batchSize), random);
    }
  }
}
