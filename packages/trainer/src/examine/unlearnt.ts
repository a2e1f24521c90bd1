import { type Dataset, memoryDataset, takeEvents, userBlocks } from '@twotower/features';
import type { BundleUsers } from '@twotower/store';
import { TrainerError } from '../error.ts';
import { type PositiveSource, positivesOf } from '../prepare/positives.ts';
import { type Numbering, renumbered } from './renumber.ts';

/** What of a log is tested, and what is to be said where that is nothing. */
export interface TestedLog {
  readonly positives: PositiveSource;
  readonly whyNone: string;
}

/**
 * The positives of a log that a bundle can be tested on, in the numbering of both.
 *
 * Where what users have seen is masked, that mask leaves out what the bundle has learnt. Where it is kept, only events after
 * the bundle's newest count: it would be asked what it was told. Where the bundle has no times nothing tells what came after,
 * so a log that has pairs of user and item which the bundle has learnt is refused.
 *
 * @throws TrainerError for such a log
 */
export function unlearntPositives(
  log: Dataset,
  numbering: Numbering,
  history: BundleUsers['history'],
  seen: 'mask' | 'keep',
): TestedLog {
  const own = renumbered(log, numbering);
  const positives = positivesOf([own]);
  if (seen === 'mask') {
    return { positives, whyNone: 'it has learnt every positive of this log' };
  }
  const newest = newestOf(history.times);
  if (newest === Number.NEGATIVE_INFINITY) {
    requireUnknownPairs(positives, history);
    return { positives, whyNone: 'this log has no positive' };
  }
  const events = own.readUsers(0, own.users.ids.length);
  const later = Int32Array.from(events.time.keys()).filter((e) => events.time[e] > newest);
  return {
    positives: positivesOf([memoryDataset({ ...own, events: takeEvents(events, later) })]),
    whyNone: `it has learnt events up to ${new Date(newest).toISOString()}, and no positive of this log with a time is later (evaluation.seen: keep)`,
  };
}

/** The latest time; minus infinity where there is none. */
function newestOf(times: Float64Array): number {
  let newest = Number.NEGATIVE_INFINITY;
  for (const time of times) {
    // Nothing is later than NaN, nor NaN than anything.
    if (time > newest) newest = time;
  }
  return newest;
}

function requireUnknownPairs(positives: PositiveSource, { offsets, items }: BundleUsers['history']): void {
  for (const { events } of userBlocks(positives)) {
    let learnt = new Set<number>();
    for (let e = 0; e < events.length; e++) {
      const user = events.user[e];
      if (e === 0 || user !== events.user[e - 1]) {
        learnt = new Set(items.subarray(offsets[user] ?? items.length, offsets[user + 1] ?? items.length));
      }
      if (learnt.has(events.item[e])) {
        throw new TrainerError('data', Number.isNaN(events.time[e]) ? noTimes : unknownEnd);
      }
    }
  }
}

const unknownEnd =
  'evaluation.seen: keep asks of events after those that the bundle has learnt, and this bundle does not say up to when it has: an older twotower wrote it, or its log had no times. The log has pairs of user and item that it has learnt: train anew, or set evaluation.seen: mask';

const noTimes =
  'evaluation.seen: keep asks of events after those that the bundle has learnt, and without times nothing tells which those are: this log has some that it has learnt. Set evaluation.seen: mask, name schema.event.time, or name a file of newer events with --events FILE';
