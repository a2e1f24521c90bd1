import type { TrainBatch } from '@twotower/core/train';
import type { RankedLists } from '@twotower/sampling';
import { assembleBatch, type BatchSource, openWindow } from './assemble-batch.ts';
import { epochOrder, epochRandom } from './epoch-order.ts';
import type { Windows } from './windows.ts';

export interface EpochSource extends BatchSource {
  readonly windows: Windows;
  /** `[items]`, positives an item. */
  readonly counts: Float64Array;
}

/**
 * One epoch of training batches in a shuffled order.
 *
 * @param epoch from 1
 * @param mined what the model ranked for each user when the epoch began, where negatives are mined
 */
export function* epochBatches(
  source: EpochSource,
  epoch: number,
  mined: RankedLists | undefined,
): Generator<TrainBatch> {
  const { config, windows, counts } = source;
  const { batchSize } = config.training;
  const random = epochRandom(config, epoch);
  for (const { window, order } of epochOrder(config, windows, counts, epoch, random)) {
    const draws = openWindow(source, window, epoch, mined);
    for (let start = 0; start < order.length; start += batchSize) {
      yield assembleBatch(source, draws, order.subarray(start, start + batchSize), random);
    }
  }
}
