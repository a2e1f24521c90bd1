import { compareEvents } from '@twotower/features';
import type { LearningConfig } from '../prepare/learning-config.ts';
import type { TrainingData } from '../prepare/prepare.ts';
import { chooseEvents, epochRandom } from '../teach/epoch-order.ts';
import type { Feed } from '../teach/feed.ts';
import { createWindows } from '../teach/windows.ts';

/**
 * One pass over what is new, in the order of time, at one time and without times in that of the log.
 *
 * @param meant of how many events a batch is meant to be, see `Pass`
 */
export function timedFeed(
  config: LearningConfig,
  data: Pick<TrainingData, 'positives' | 'dropped' | 'encodedItems' | 'counts'>,
  number: number,
  meant: number,
): Feed {
  const windows = createWindows(data, Number.POSITIVE_INFINITY);
  return {
    passes: number,
    pass() {
      const random = epochRandom(config, number);
      const ordered = [...windows.epoch(random)].map((window) => {
        const { positives } = window;
        const order = chooseEvents(positives, config, data.counts, number, random);
        return { window, order: order.sort((a, b) => compareEvents(positives, a, b)) };
      });
      return { number, random, windows: ordered, meant };
    },
  };
}
