import { type EventColumns, emptyEvents, mergeTimelines } from '@twotower/features';
import type { BundleHistory } from '@twotower/store';
import { placesWhere } from './places-where.ts';

/** What users did before a stretch of the log. */
export interface Past {
  /** `[users]` their places in the history of the bundle, -1 for users that it does not know. */
  readonly places: Int32Array;
  readonly history: BundleHistory;
  /** What was consumed since, in its order; `user` are numbers of the users, -1 for others. */
  readonly tail?: { readonly user: Int32Array; readonly item: Int32Array; readonly time: Float64Array };
}

/**
 * The timelines of some users: what is stored of them and what is newer. What is stored has offsets below 0 and the weight 1;
 * nothing is known of the requests that it came from.
 *
 * @param newer events of these users, by user
 */
export function timelinesOf({ places, history, tail }: Past, newer: EventColumns): EventColumns {
  const consumed = tail ? placesWhere(tail.user, (user) => user >= 0) : noEvents;
  // Stable: of each user they stay in their order.
  if (tail) consumed.sort((a, b) => tail.user[a] - tail.user[b] || a - b);
  const known = places.reduce((sum, place) => sum + eventsAt(history, place), 0);
  const stored = pastEvents(known, newer, known + consumed.length);
  let e = 0;
  places.forEach((place, user) => {
    for (let i = 0; i < eventsAt(history, place); i++, e++) {
      const at = history.offsets[place] + i;
      stored.user[e] = user;
      stored.item[e] = history.items[at];
      stored.time[e] = history.times[at];
    }
  });
  const later = pastEvents(consumed.length, newer, consumed.length);
  consumed.forEach((at, i) => {
    if (tail === undefined) return;
    later.user[i] = tail.user[at];
    later.item[i] = tail.item[at];
    later.time[i] = tail.time[at];
  });
  return mergeTimelines([stored, later, newer], 0, places.length);
}

const noEvents = new Int32Array(0);

function eventsAt({ offsets }: BundleHistory, place: number): number {
  return place < 0 ? 0 : offsets[place + 1] - offsets[place];
}

/** Positives of weight 1 whose offsets go up from `-before`. */
function pastEvents(length: number, like: Pick<EventColumns, 'context'>, before: number): EventColumns {
  const events = emptyEvents(length, like);
  events.weight.fill(1);
  events.positive.fill(1);
  events.offset.forEach((_, e, offset) => {
    offset[e] = e - before;
  });
  for (const column of Object.values(events.context)) {
    column.fill(column instanceof Float64Array ? Number.NaN : -1);
  }
  return events;
}

/** Where each user's events begin and end in columns that lie by user: `[users + 1]`. */
export function offsetsOf(
  { user, length }: Pick<EventColumns, 'user' | 'length'>,
  users: number,
): Int32Array {
  const offsets = new Int32Array(users + 1);
  for (let e = 0; e < length; e++) offsets[user[e] + 1]++;
  for (let u = 0; u < users; u++) offsets[u + 1] += offsets[u];
  return offsets;
}
