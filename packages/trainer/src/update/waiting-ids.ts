import type { IdRows } from '@twotower/features';
import type { SavedWaiting } from '../teach/served-learner.ts';

/** How often an ID was seen, and when last, milliseconds since 1970; NaN where no time is known. */
export interface Seen {
  readonly times: number;
  readonly last: number;
}

/** IDs of a side that were seen and have no row yet. */
export type Waiting = Map<string, Seen>;

export interface WaitingIds {
  readonly user: Waiting;
  readonly item: Waiting;
}

export const sides = ['user', 'item'] as const;
export type Side = (typeof sides)[number];

export function openWaiting(saved: SavedWaiting): WaitingIds {
  const open = (side: Side): Waiting =>
    new Map(saved[side].map(([id, times, last]) => [id, { times, last: last ?? Number.NaN }]));
  return { user: open('user'), item: open('item') };
}

export function savedWaiting(waiting: WaitingIds): SavedWaiting {
  const save = (side: Side): SavedWaiting[Side] =>
    [...waiting[side]].map(([id, { times, last }]) => [id, times, Number.isNaN(last) ? null : last]);
  return { user: save('user'), item: save('item') };
}

/** Forgets whoever was last seen before a moment, so that counts are of a window of time that slides. */
export function forgetWaiting(waiting: Waiting, before: number): void {
  for (const [id, { last }] of waiting) {
    if (last < before) waiting.delete(id);
  }
}

/**
 * Counts what was seen of IDs without a row.
 *
 * @returns those that are due for one, in the order in which they came; they wait no longer
 */
export function dueIds(
  seen: ReadonlyMap<string, Seen>,
  ids: Pick<IdRows, 'row'>,
  waiting: Waiting,
  admitAfter: number,
): Map<string, Seen> {
  const due = new Map<string, Seen>();
  for (const [id, now] of seen) {
    if (ids.row(id) > 0) continue;
    const all = together(waiting.get(id), now);
    if (all.times >= admitAfter) {
      due.set(id, all);
      waiting.delete(id);
    } else {
      waiting.set(id, all);
    }
  }
  return due;
}

/** Two sights of one ID as one. */
export function together(before: Seen | undefined, now: Seen): Seen {
  if (before === undefined) return now;
  const last = before.last > now.last || Number.isNaN(now.last) ? before.last : now.last;
  return { times: before.times + now.times, last };
}
