import type { ServedItems } from '../items/served-items.ts';
import type { IsCovered, LiveEvents } from '../live/live-events.ts';
import type { PositiveRule } from '../live/positive-rule.ts';
import type { StoredUser } from './served-users.ts';

/** What of a user's past is known, oldest first. */
export interface KnownHistory {
  readonly items: readonly string[];
  /** How many of them the bundle knew, and how many came since. */
  readonly stored: number;
  readonly live: number;
  /** When the last of them was, milliseconds since 1970; absent without times. */
  readonly newest?: number;
}

/** What tells newer events that count from others. */
export interface LiveRules {
  readonly isPositive: PositiveRule;
  /** Whether the bundle has learnt an event. */
  readonly isCovered: IsCovered;
  /** Whether a second positive with an item counts for nothing, as in training. */
  readonly merges: boolean;
}

/** Stored past and newer events merged, by time. */
export function knownHistory(
  stored: StoredUser | undefined,
  userId: string,
  { catalogue }: Pick<ServedItems, 'catalogue'>,
  events: LiveEvents,
  { isPositive, isCovered, merges }: LiveRules,
): KnownHistory {
  const { history = new Int32Array(0), times = new Float64Array(0) } = stored ?? {};
  const items = Array.from(history, (row) => catalogue.ids[row]);
  const past = new Set(merges ? items : []);
  const whens = Array.from(times);
  let live = 0;
  for (const event of events.of(userId)) {
    if (!isPositive(event) || isCovered(event) || past.has(event.item)) continue;
    if (merges) past.add(event.item);
    // Of one time, what was stored is before what came.
    let place = items.length;
    while (place > 0 && whens[place - 1] > event.time) place--;
    items.splice(place, 0, event.item);
    whens.splice(place, 0, event.time);
    live++;
  }
  const newest = whens.at(-1) ?? Number.NaN;
  return { items, stored: history.length, live, ...(!Number.isNaN(newest) && { newest }) };
}
