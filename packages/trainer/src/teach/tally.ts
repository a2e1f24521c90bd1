import type { EpochRecord } from '@twotower/schema';
import type { Lessons } from './lessons.ts';

/** Samples taught since an epoch began, and the sum of their losses. */
export interface EpochSums {
  readonly done: number;
  readonly loss: number;
}

/** Keeps an epoch's time and says how it goes. */
export interface Tally {
  report(sums: EpochSums): void;
  record(sums: EpochSums): EpochRecord;
}

/** How often progress is reported. */
export const everyMilliseconds = 200;

/** Starts the clock. */
export function openTally({ data, feed, onProgress }: Lessons, epoch: number): Tally {
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  return {
    report: ({ done, loss }) =>
      onProgress?.({
        kind: 'epoch-progress',
        epoch,
        epochs: feed.passes,
        done,
        total: data.positives.length,
        loss: loss / done,
        samplesPerSecond: done / seconds(),
      }),
    record({ done, loss }) {
      const taken = seconds();
      return { epoch, loss: loss / done, seconds: taken, samplesPerSecond: done / taken };
    },
  };
}
