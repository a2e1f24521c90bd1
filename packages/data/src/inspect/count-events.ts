import { type Dataset, userBlocks } from '@twotower/features';
import { RepeatCounter, type Repeats } from './repeats.ts';
import { WeightTail } from './weight-tail.ts';

/** What one pass over a log counts; it grows with users and items, not with events. */
export interface EventCounts {
  readonly positives: number;
  /** Distinct pairs of user and item among the positives. */
  readonly pairs: number;
  /** `[users]` and `[items]`: positives of each. */
  readonly perUser: Int32Array;
  readonly perItem: Int32Array;
  /** `[items]`: events of each, whatever their type. */
  readonly eventsPerItem: Int32Array;
  /** Milliseconds since 1970; infinite without events or times. */
  readonly first: number;
  readonly last: number;
  /** How the weights of the positives lie. */
  readonly weights: WeightTail;
  readonly repeats: Repeats;
}

/** Reads all events once, a stretch of users at a time. */
export function countEvents(dataset: Dataset): EventCounts {
  const perUser = new Int32Array(dataset.users.ids.length);
  const perItem = new Int32Array(dataset.items.ids.length);
  const eventsPerItem = new Int32Array(dataset.items.ids.length);
  const repeats = new RepeatCounter(dataset.items.ids.length);
  const weights = new WeightTail();
  let positives = 0;
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { events } of userBlocks(dataset)) {
    const { user, item, time, type, weight, positive, length } = events;
    for (let e = 0; e < length; e++) {
      first = Math.min(time[e], first);
      last = Math.max(time[e], last);
      eventsPerItem[item[e]]++;
      if (positive[e] === 1) {
        positives++;
        perUser[user[e]]++;
        perItem[item[e]]++;
        repeats.add(user[e], item[e], type[e]);
        weights.add(weight[e]);
      }
    }
  }
  return {
    positives,
    pairs: repeats.pairs,
    perUser,
    perItem,
    eventsPerItem,
    first,
    last,
    weights,
    repeats: repeats.result(dataset.types),
  };
}
