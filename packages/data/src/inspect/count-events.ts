import { type Dataset, userBlocks } from '@twotower/features';

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
}

/** Reads all events once, a stretch of users at a time. */
export function countEvents(dataset: Dataset): EventCounts {
  const perUser = new Int32Array(dataset.users.ids.length);
  const perItem = new Int32Array(dataset.items.ids.length);
  const eventsPerItem = new Int32Array(dataset.items.ids.length);
  const lastUser = new Int32Array(dataset.items.ids.length).fill(-1);
  let [positives, pairs] = [0, 0];
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { events } of userBlocks(dataset)) {
    const { user, item, time, positive, length } = events;
    for (let e = 0; e < length; e++) {
      first = Math.min(time[e], first);
      last = Math.max(time[e], last);
      eventsPerItem[item[e]]++;
      if (positive[e] === 1) {
        positives++;
        perUser[user[e]]++;
        perItem[item[e]]++;
        pairs += lastUser[item[e]] === user[e] ? 0 : 1;
        lastUser[item[e]] = user[e];
      }
    }
  }
  return { positives, pairs, perUser, perItem, eventsPerItem, first, last };
}
