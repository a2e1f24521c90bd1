import {
  type Dataset,
  type EventColumns,
  emptyEvents,
  joinEvents,
  mergeTimelines,
  sliceEvents,
  takeEvents,
  userBlocks,
} from '@twotower/features';

/** Positive events, by user, each user's in time order. */
export type Positives = EventColumns;

/** The positives of a log, wherever they lie; they are read user by user. */
export interface PositiveSource {
  readonly length: number;
  /** `[users + 1]`: user u's are those from `offsets[u]` to `offsets[u + 1]`. */
  readonly offsets: Int32Array;
  /** Those of the users from `first` to below `end`. */
  readUsers(first: number, end: number): Positives;
}

/** Sources of up to so many positives are held in memory, 31 bytes each and the context. */
const heldInMemory = 1 << 22;

/** The positives of one or several datasets over the same entities, each user's in the order of their timeline. */
export function positivesOf(datasets: readonly Dataset[]): PositiveSource {
  return selectEvents(datasets, ({ positive }, e) => positive[e] === 1);
}

/** The events of datasets that `keep` says, each user's in the order of their timeline. */
export function selectEvents(
  datasets: readonly Dataset[],
  keep: (events: EventColumns, e: number) => boolean,
): PositiveSource {
  const users = datasets[0].users.ids.length;
  const offsets = new Int32Array(users + 1);
  for (const dataset of datasets) {
    for (const { events } of userBlocks(dataset)) {
      for (let e = 0; e < events.length; e++) {
        offsets[events.user[e] + 1] += keep(events, e) ? 1 : 0;
      }
    }
  }
  for (let u = 0; u < users; u++) {
    offsets[u + 1] += offsets[u];
  }
  const source: PositiveSource = {
    length: offsets[users],
    offsets,
    readUsers: (first, end) => {
      const parts = datasets.map((dataset) => kept(dataset.readUsers(first, end), keep));
      return mergeTimelines(parts, first, end);
    },
  };
  return source.length <= heldInMemory ? inMemory(offsets, source.readUsers(0, users)) : source;
}

/** A source over columns that lie by user. */
export function inMemory(offsets: Int32Array, positives: Positives): PositiveSource {
  return {
    length: positives.length,
    offsets,
    readUsers: (first, end) => sliceEvents(positives, offsets[first], offsets[end]),
  };
}

/** A source over each user's list of items, oldest first, all of weight 1. */
export function positivesFrom(lists: readonly (readonly number[])[]): PositiveSource {
  const offsets = new Int32Array(lists.length + 1);
  lists.forEach((list, user) => {
    offsets[user + 1] = offsets[user] + list.length;
  });
  return inMemory(offsets, positivesInOrder(offsets, Int32Array.from(lists.flat())));
}

/** Positives of weight 1 and without times: user u's items are `items[offsets[u]]` to `items[offsets[u + 1]]`. */
export function positivesInOrder(offsets: Int32Array, items: Int32Array): Positives {
  const positives = { ...emptyEvents(items.length, { context: {} }), item: items };
  for (let u = 0; u + 1 < offsets.length; u++) {
    positives.user.fill(u, offsets[u], offsets[u + 1]);
  }
  positives.time.fill(Number.NaN);
  positives.offset.forEach((_, place, offset) => {
    offset[place] = place;
  });
  positives.weight.fill(1);
  positives.positive.fill(1);
  return positives;
}

/** The positives of some users, ascending, one after the other. */
export function readUserList(source: PositiveSource, users: Int32Array): Positives {
  const parts: Positives[] = [];
  for (let i = 0; i < users.length; ) {
    let end = i + 1;
    while (end < users.length && users[end] === users[end - 1] + 1) {
      end++;
    }
    parts.push(source.readUsers(users[i], users[end - 1] + 1));
    i = end;
  }
  return joinEvents(parts);
}

function kept(events: EventColumns, keep: (events: EventColumns, e: number) => boolean): Positives {
  const rows = new Int32Array(events.length);
  let count = 0;
  for (let e = 0; e < events.length; e++) {
    if (keep(events, e)) {
      rows[count++] = e;
    }
  }
  return count === events.length ? events : takeEvents(events, rows.subarray(0, count));
}
