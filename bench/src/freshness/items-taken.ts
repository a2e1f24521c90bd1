import { type Config, eventWeight } from '@twotower/schema';
import type { TimedEvent } from './replay.ts';

/** Distinct items that a user took. */
export interface Taken {
  readonly user: string;
  readonly items: readonly string[];
}

/** Who took what, of events that are positives: users in the order in which they first did. */
export function itemsTaken(events: readonly TimedEvent[]): readonly Taken[] {
  const byUser = new Map<string, Set<string>>();
  for (const { user, item } of events) byUser.set(user, (byUser.get(user) ?? new Set()).add(item));
  return Array.from(byUser, ([user, items]) => ({ user, items: [...items] }));
}

/** Tells which events are positives by a config. */
export function positiveBy({ positive, event }: Config['schema']): (event: TimedEvent) => boolean {
  if (Array.isArray(positive)) {
    return event.type === undefined ? () => true : ({ type }) => positive.includes(type);
  }
  const { column, atLeast } = positive;
  const isWeight = event.weight !== undefined && eventWeight(event.weight).column === column;
  return ({ context, weight = 1 }) =>
    Number(context?.[column] ?? (isWeight ? weight : Number.NaN)) >= atLeast;
}
