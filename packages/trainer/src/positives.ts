import {
  type ContextColumn,
  type Dataset,
  type EventColumns,
  takeContext,
  userBlocks,
} from '@twotower/features';

/** Positive events as parallel columns, by user, each user's in time order. */
export interface Positives {
  readonly length: number;
  readonly user: Int32Array;
  readonly item: Int32Array;
  /** Milliseconds since 1970; NaN throughout without times. */
  readonly time: Float64Array;
  readonly weight: Float32Array;
  readonly context: Readonly<Record<string, ContextColumn>>;
}

/** The positives of a log, wherever they lie; they are read user by user. */
export interface PositiveSource {
  readonly length: number;
  /** `[users + 1]`: user u's are those from `offsets[u]` to `offsets[u + 1]`. */
  readonly offsets: Int32Array;
  /** Those of the users from `first` to below `end`. */
  readUsers(first: number, end: number): Positives;
}

/** Sources of up to so many positives are held in memory, 20 bytes each and the context. */
const heldInMemory = 1 << 22;

/** The positives of one or several datasets over the same entities: of a user, those of one dataset after the other's. */
export function positivesOf(...datasets: readonly Dataset[]): PositiveSource {
  return selectEvents(datasets, ({ positive }, e) => positive[e] === 1);
}

/** The events of datasets that `keep` says, of a user those of one dataset after the other's. */
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
      return parts.length === 1 ? parts[0] : mergeByUser(parts, first, end, offsets);
    },
  };
  return source.length <= heldInMemory ? inMemory(offsets, source.readUsers(0, users)) : source;
}

/** A source over columns that lie by user. */
export function inMemory(offsets: Int32Array, positives: Positives): PositiveSource {
  return {
    length: positives.length,
    offsets,
    readUsers: (first, end) => slice(positives, offsets[first], offsets[end]),
  };
}

/** A source over each user's list of items, oldest first, all of weight 1. */
export function positivesFrom(lists: readonly (readonly number[])[]): PositiveSource {
  const offsets = new Int32Array(lists.length + 1);
  lists.forEach((list, user) => {
    offsets[user + 1] = offsets[user] + list.length;
  });
  const items = lists.flat();
  return inMemory(offsets, {
    length: items.length,
    user: Int32Array.from(lists.flatMap((list, user) => list.map(() => user))),
    item: Int32Array.from(items),
    time: new Float64Array(items.length).fill(Number.NaN),
    weight: new Float32Array(items.length).fill(1),
    context: {},
  });
}

export const noPositives: Positives = empty(0, {});

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
  return joinPositives(parts);
}

export function joinPositives(parts: readonly Positives[]): Positives {
  if (parts.length === 1) {
    return parts[0];
  }
  const joined = empty(
    parts.reduce((sum, { length }) => sum + length, 0),
    parts[0]?.context ?? {},
  );
  let start = 0;
  for (const part of parts) {
    joined.user.set(part.user, start);
    joined.item.set(part.item, start);
    joined.time.set(part.time, start);
    joined.weight.set(part.weight, start);
    for (const [name, column] of Object.entries(joined.context)) {
      column.set(part.context[name], start);
    }
    start += part.length;
  }
  return joined;
}

/** The positives at `rows`, in that order. */
export function takePositives(positives: Positives, rows: Int32Array): Positives {
  const { length } = rows;
  const taken = {
    length,
    user: new Int32Array(length),
    item: new Int32Array(length),
    time: new Float64Array(length),
    weight: new Float32Array(length),
    context: mapContext(positives.context, (column) => takeContext(column, rows)),
  };
  for (let i = 0; i < length; i++) {
    taken.user[i] = positives.user[rows[i]];
    taken.item[i] = positives.item[rows[i]];
    taken.time[i] = positives.time[rows[i]];
    taken.weight[i] = positives.weight[rows[i]];
  }
  return taken;
}

function kept(events: EventColumns, keep: (events: EventColumns, e: number) => boolean): Positives {
  const rows = new Int32Array(events.length);
  let count = 0;
  for (let e = 0; e < events.length; e++) {
    if (keep(events, e)) {
      rows[count++] = e;
    }
  }
  return count === events.length ? events : takePositives(events, rows.subarray(0, count));
}

/** Each user's positives of all parts together. */
function mergeByUser(
  parts: readonly Positives[],
  first: number,
  end: number,
  offsets: Int32Array,
): Positives {
  const joined = joinPositives(parts);
  const next = offsets.slice(first, end).map((offset) => offset - offsets[first]);
  const order = new Int32Array(joined.length);
  for (let e = 0; e < joined.length; e++) {
    order[next[joined.user[e] - first]++] = e;
  }
  return takePositives(joined, order);
}

function slice(positives: Positives, start: number, end: number): Positives {
  return {
    length: end - start,
    user: positives.user.subarray(start, end),
    item: positives.item.subarray(start, end),
    time: positives.time.subarray(start, end),
    weight: positives.weight.subarray(start, end),
    context: mapContext(positives.context, (column) => column.subarray(start, end)),
  };
}

function empty(length: number, context: Positives['context']): Positives {
  return {
    length,
    user: new Int32Array(length),
    item: new Int32Array(length),
    time: new Float64Array(length),
    weight: new Float32Array(length),
    context: mapContext(context, (column) =>
      column instanceof Float64Array ? new Float64Array(length) : new Int32Array(length),
    ),
  };
}

function mapContext(
  context: Positives['context'],
  map: (column: ContextColumn) => ContextColumn,
): Record<string, ContextColumn> {
  return Object.fromEntries(Object.entries(context).map(([name, column]) => [name, map(column)]));
}
