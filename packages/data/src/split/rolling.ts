import type { Dataset } from '@twotower/features';
import { milliseconds, type SplitConfig } from '@twotower/schema';
import { DataError } from '../error.ts';
import type { PartLabels } from './part-labels.ts';
import { countPositives, cutInstant, hasTimes, positiveTimes } from './positive-instants.ts';

export type RollingSplit = Extract<SplitConfig, { kind: 'rolling' }>;

/** Milliseconds since 1970: from `from` to below `to`. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** What stands in no part: it comes after the window. */
const later = 3;

/**
 * The windows of a rolling split, oldest first: the last ends right after the newest positive, each of the others where the
 * next begins.
 *
 * @throws DataError where the log has no times, or no positive before the first window
 */
export function rollingWindows(dataset: Dataset, { windows, test }: RollingSplit): TimeWindow[] {
  if (!hasTimes(dataset)) {
    throw new DataError(
      "split: kind 'rolling' needs times and the log has none; name schema.event.time or use kind: 'random'",
    );
  }
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const time of positiveTimes(dataset)) {
    first = Math.min(first, time);
    last = Math.max(last, time);
  }
  const [length, end] = [milliseconds(test), last + 1];
  if (end - windows * length <= first) {
    throw new DataError(
      `split: ${windows} windows of ${test} leave nothing to train on: the positives of this log lie within ` +
        `${((last - first) / 86_400_000).toFixed(2)} days; lower split.windows or split.test`,
    );
  }
  return Array.from({ length: windows }, (_, w) => ({
    from: end - (windows - w) * length,
    to: end - (windows - w - 1) * length,
  }));
}

/**
 * The cut for one window: what came before it is learnt from, of which the last `validation` share decides about the
 * number of epochs, what falls in it is tested, and what comes after it is left out.
 */
export function rollingLabels(dataset: Dataset, { from, to }: TimeWindow, validation: number): PartLabels {
  const before = countPositives(dataset, from);
  const wanted = before - Math.round(before * validation);
  const validationFrom = Math.min(from, cutInstant(dataset, before, wanted));
  return ({ events: { time, length } }) => {
    const labels = new Uint8Array(length);
    for (let e = 0; e < length; e++) {
      labels[e] = time[e] >= to ? later : time[e] >= from ? 2 : time[e] >= validationFrom ? 1 : 0;
    }
    return labels;
  };
}
