import {
  type EncodedSide,
  type EventColumns,
  encodeContext,
  encodeEntities,
  memoryDataset,
  takeEvents,
} from '@twotower/features';
import type { Config } from '@twotower/schema';
import { droppedEvents } from '../prepare/dropped-events.ts';
import { inMemory } from '../prepare/positives.ts';
import type { TrainingData } from '../prepare/prepare.ts';
import { seeIds } from '../prepare/see-ids.ts';
import { admitIds } from './admit-ids.ts';
import { believedTime } from './believed-time.ts';
import { placeInBundle } from './forget-users.ts';
import { holdBack } from './hold-back.ts';
import { type Increment, idTable } from './increment.ts';
import { taughtOf, weighNew } from './new-weights.ts';
import { placesWhere } from './places-where.ts';
import { type PutEntities, withPut } from './put-entities.ts';
import type { LogStretch } from './read-log.ts';
import { usersWithPositives, withProfiles } from './stretch-users.ts';
import { offsetsOf, timelinesOf } from './timelines.ts';
import type { UpdateLearner } from './update-learner.ts';
import { sides } from './waiting-ids.ts';

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
  learner: Pick<UpdateLearner, 'learnStretch'>,
  config: Config,
  increment: Increment,
  { dataset, arrived }: LogStretch,
  put: Pick<PutEntities, 'items' | 'users'>,
): Promise<LearntStretch | undefined> {
  const stretch = dataset && usersWithPositives(dataset);
  if (stretch === undefined) return undefined;
  const { base, fitted, items, tail, sequence } = increment;
  const places = items.add(stretch.items);
  items.put(put.items);
  const events = { ...stretch.events, item: stretch.events.item.map((item) => places[item]) };
  const positives = takeEvents(
    events,
    placesWhere(events.positive, (is) => is === 1),
  );
  const encodedItems = encodeEntities(fitted.item, items);
  const before = increment.watermark;
  increment.watermark = believedTime(positives.time, arrived, before);
  for (const side of sides) idTable(increment, side).stamp[0] = sequence + 1;
  const admitted = admitIds(config, increment, stretch.users.ids, positives, encodedItems);

  const users = stretch.users.ids.length;
  const encodedUsers = encodeEntities(
    fitted.user,
    withPut(withProfiles(stretch.users, increment), put.users, 'known-alone'),
  );
  const past = {
    places: Int32Array.from(stretch.users.ids, (id) => placeInBundle(increment, id) ?? -1),
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
  if (taughtOf(data.positives) > 0) await learner.learnStretch(config, increment, data);

  seeIds(fitted, encodedUsers, encodedItems, inMemory(offsetsOf(positives, users), positives));
  for (const e of inLogOrder(positives)) {
    tail.add(stretch.users.ids[positives.user[e]], positives.item[e], positives.time[e]);
  }
  let heldBack = 0;
  for (const side of sides) {
    const table = idTable(increment, side);
    const moved = placesWhere(table.changedAt.subarray(0, table.rows), (at) => at === sequence + 1);
    // What a new ID's row was in the bundle was another's.
    const old = moved.filter((row) => !increment.fresh[side].has(row));
    heldBack += holdBack(table, old, base.tables[table.name].data, config.update.driftCap);
  }
  return { positives: positives.length, admitted, heldBack, encodedItems, counts };
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
function inLogOrder({ offset }: Pick<EventColumns, 'offset'>): Int32Array {
  return Int32Array.from(offset.keys()).sort((a, b) => offset[a] - offset[b]);
}
