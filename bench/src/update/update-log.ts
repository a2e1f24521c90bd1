import { seededRandom } from '@twotower/core';
import type { NewEvent } from '@twotower/store';

/** How much there is of everything. */
export interface LogSizes {
  readonly users: number;
  readonly items: number;
  /** Events that the bundle is trained on, and those that come after. */
  readonly trained: number;
  readonly events: number;
  /** Users who have the newer events; 1: somebody very busy. */
  readonly active: number;
}

export type LogEvent = Pick<NewEvent, 'user' | 'item' | 'type'> & { readonly time: number };

const began = Date.UTC(2024, 0, 1);
const MONTH = 30 * 86_400_000;
const DAY = 86_400_000;
const groups = 20;

/** A month of clicks, and the day behind it: users take items of their group, the popular ones most. */
export function drawnLog({ users, items, trained, events, active }: LogSizes): {
  readonly before: LogEvent[];
  readonly after: LogEvent[];
} {
  const random = seededRandom(7);
  const click = (user: number, time: number): LogEvent => {
    const rank = Math.floor((items / groups) * random.next() ** 2);
    return { user: `user-${user}`, item: `item-${rank * groups + (user % groups)}`, type: 'click', time };
  };
  const before = Array.from({ length: trained }, (_, e) =>
    click(random.integer(users), began + Math.floor((MONTH * e) / trained)),
  );
  const after = Array.from({ length: events }, (_, e) =>
    click(random.integer(Math.min(users, active)), began + MONTH + Math.floor((DAY * e) / events)),
  );
  return { before, after };
}

/** What an item's group is called. */
export function groupOf(item: number): string {
  return `group ${item % groups}`;
}
