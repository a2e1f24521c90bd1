import type { Engine, Learns } from '@twotower/core/train';
import {
  columnOf,
  type Dataset,
  type EncodedSide,
  type Entities,
  type EventColumns,
  encodeContext,
  encodeEntities,
  memoryDataset,
  takeEvents,
} from '@twotower/features';
import type { Config } from '@twotower/schema';
import { TrainerError } from '../error.ts';
import { droppedEvents } from '../prepare/dropped-events.ts';
import { inMemory } from '../prepare/positives.ts';
import type { TrainingData } from '../prepare/prepare.ts';
import { seeIds } from '../prepare/see-ids.ts';
import { teachHere } from '../teach/one-thread.ts';
import { admitIds } from './admit-ids.ts';
import type { BaseBundle } from './base-bundle.ts';
import { believedTime } from './believed-time.ts';
import { holdBack } from './hold-back.ts';
import { type Increment, idTable } from './increment.ts';
import { incrementConfig } from './increment-config.ts';
import { taughtOf, weighNew } from './new-weights.ts';
import type { LogStretch } from './read-log.ts';
import { timedFeed } from './timed-feed.ts';
import { offsetsOf, timelinesOf } from './timelines.ts';
import { sides } from './waiting-ids.ts';
import { withFrequencies } from './warm-frequencies.ts';

/** What of a model an incremental update moves: rows of IDs that occur as positives, and nothing else. */
const idsAlone: Learns = {
  dense: false,
  tables: 'all',
  inputs: {
    user: [{ feature: 'id', table: 'user-ids' }],
    item: [{ feature: 'id', table: 'item-ids' }],
  },
  candidates: 'in-batch',
  lockUnknown: true,
};

/** What a stretch of the log has taught. */
export interface LearntStretch {
  readonly positives: number;
  /** IDs that got a row. */
  readonly admitted: { readonly user: number; readonly item: number };
  /** Rows that had gone too far from the last full update, see the config's `update.driftCap`. */
  readonly heldBack: number;
  /** All items, as they are known by now. */
  readonly encodedItems: EncodedSide;
  /** `[items]` positives. */
  readonly counts: Float64Array;
}

/**
 * Teaches an increment the positives of a stretch in the order of time: each with the user's past as it was then, stored and newer.
 * Position and sequence stay: they are its caller's.
 *
 * @returns undefined where the stretch has no positive; nothing has changed then
 */
export async function learnStretch(
  engine: Engine,
  config: Config,
  increment: Increment,
  { dataset, arrived }: LogStretch,
): Promise<LearntStretch | undefined> {
  const stretch = dataset && usersWithPositives(dataset);
  if (stretch === undefined) return undefined;
  const { base, fitted, items, tail, sequence } = increment;
  const places = items.add(stretch.items);
  const events = { ...stretch.events, item: stretch.events.item.map((item) => places[item]) };
  const positives = takeEvents(
    events,
    placesOf(events, ({ positive }, e) => positive[e] === 1),
  );
  const encodedItems = encodeEntities(fitted.item, items);
  const before = increment.watermark;
  increment.watermark = believedTime(positives.time, arrived, before);
  for (const side of sides) idTable(increment, side).stamp[0] = sequence + 1;
  const admitted = admitIds(config, increment, stretch.users.ids, positives, encodedItems);

  const users = stretch.users.ids.length;
  const encodedUsers = encodeEntities(fitted.user, withProfiles(stretch.users, base));
  const past = {
    places: Int32Array.from(stretch.users.ids, (id) => base.userPlace.get(id) ?? -1),
    history: base.users.history,
    tail: tailOf(increment, stretch.users.ids),
  };
  const timelines = timelinesOf(past, positives);
  const counts = countsOf(increment, positives);
  const own = memoryDataset({ ...stretch, items, events });
  const data: TrainingData = {
    users,
    items: items.ids.length,
    fitted,
    encodedUsers,
    encodedItems,
    encodedContext: encodeContext(fitted.user, stretch.dictionaries),
    positives: weighNew(config, inMemory(offsetsOf(timelines, users), timelines), items.ids.length),
    dropped: droppedEvents(config, [own], 'leave-out'),
    counts,
    known: new Uint8Array(users).fill(1),
  };
  if (taughtOf(data.positives) > 0) await teach(engine, config, increment, data);

  seeIds(fitted, encodedUsers, encodedItems, inMemory(offsetsOf(positives, users), positives));
  for (const e of inLogOrder(positives)) {
    tail.add(stretch.users.ids[positives.user[e]], positives.item[e], positives.time[e]);
  }
  let heldBack = 0;
  for (const side of sides) {
    const table = idTable(increment, side);
    const moved = Array.from({ length: table.rows }, (_, row) => row).filter(
      (row) => table.changedAt[row] === sequence + 1,
    );
    heldBack += holdBack(table, moved, base.tables[table.name].data, config.update.driftCap);
  }
  return { positives: positives.length, admitted, heldBack, encodedItems, counts };
}

async function teach(
  engine: Engine,
  config: Config,
  increment: Increment,
  data: TrainingData,
): Promise<void> {
  const { base, model, sequence } = increment;
  const learning = incrementConfig(config);
  const number = base.learner.state.passes + sequence + 1;
  // A bundle of few positives has never seen a whole batch.
  const meant = Math.min(config.training.batchSize, Math.max(1, base.users.history.items.length));
  const teacher = await teachHere({
    engine,
    config: learning,
    data,
    feed: timedFeed(learning, data, number, meant),
    model,
    learns: idsAlone,
    held: withFrequencies(learning, increment.held, base),
    notFinite: (loss, _, done, blame) =>
      new TrainerError(
        'failed',
        `the loss of an incremental update became ${loss} after ${done} positives; ${blame ?? 'lower training.learningRate, or make a full update'}`,
      ),
  });
  try {
    await teacher.teach(number, undefined);
    increment.held = await teacher.held();
  } finally {
    await teacher.end();
  }
}

/** The users of a stretch who have positives in it, with all their events; undefined where none has. */
function usersWithPositives(
  dataset: Dataset,
): (Omit<Dataset, 'readUsers'> & { events: EventColumns }) | undefined {
  const all = dataset.readUsers(0, dataset.users.ids.length);
  const number = new Int32Array(dataset.users.ids.length).fill(-1);
  for (let e = 0; e < all.length; e++) {
    if (all.positive[e] === 1) number[all.user[e]] = 0;
  }
  const users = placesWhere(number, (own) => own === 0);
  if (users.length === 0) return undefined;
  users.forEach((user, n) => {
    number[user] = n;
  });
  const events = takeEvents(
    all,
    placesOf(all, ({ user }, e) => number[user[e]] >= 0),
  );
  return {
    ...dataset,
    users: takeEntities(dataset.users, users),
    events: { ...events, user: events.user.map((user) => number[user]) },
  };
}

function takeEntities({ ids, columns }: Entities, places: Int32Array): Entities {
  return {
    ids: Array.from(places, (place) => ids[place]),
    columns: Object.fromEntries(
      Object.entries(columns).map(([name, values]) => [name, Array.from(places, (place) => values[place])]),
    ),
  };
}

/** Their profiles as the log's files have them, and as the bundle has them where those say nothing. */
function withProfiles({ ids, columns }: Entities, { users, userPlace }: BaseBundle): Entities {
  const names = new Set([...Object.keys(columns), ...Object.keys(users.columns)]);
  const newer = { ids, columns };
  return {
    ids,
    columns: Object.fromEntries(
      [...names].map((name) => [
        name,
        ids.map((id, u) => {
          const place = userPlace.get(id);
          const stored = place === undefined ? null : (columnOf(users, name)?.[place] ?? null);
          return columnOf(newer, name)?.[u] ?? stored;
        }),
      ]),
    ),
  };
}

/** What was consumed before, with the numbers of these users. */
function tailOf({ tail }: Increment, ids: readonly string[]) {
  const number = new Int32Array(tail.userIds.length).fill(-1);
  ids.forEach((id, n) => {
    const place = tail.place(id);
    if (place !== undefined) number[place] = n;
  });
  const { user, item, time } = tail.columns;
  return { user: user.map((place) => number[place]), item, time };
}

function countsOf({ base, items, tail }: Increment, positives: EventColumns): Float64Array {
  const counts = new Float64Array(items.ids.length);
  counts.set(base.items.popularity);
  for (const item of tail.columns.item) counts[item]++;
  for (const item of positives.item) counts[item]++;
  return counts;
}

/** Places of events in the order of the log. */
export function inLogOrder({ offset }: Pick<EventColumns, 'offset'>): Int32Array {
  return Int32Array.from(offset.keys()).sort((a, b) => offset[a] - offset[b]);
}

function placesOf(events: EventColumns, keep: (events: EventColumns, e: number) => boolean): Int32Array {
  return placesWhere(events.user, (_, e) => keep(events, e));
}

function placesWhere(values: Int32Array, keep: (value: number, place: number) => boolean): Int32Array {
  return Int32Array.from(values.keys()).filter((place) => keep(values[place], place));
}
