import { columnOf, type Dataset, type Entities, type EventColumns, takeEvents } from '@twotower/features';
import { placeInBundle } from './forget-users.ts';
import type { Increment } from './increment.ts';
import { placesWhere } from './places-where.ts';
import { takeEntities } from './take-entities.ts';

/** The users of a stretch who have positives in it, with all their events; undefined where none has. */
export function usersWithPositives(
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
    placesWhere(all.user, (user) => number[user] >= 0),
  );
  return {
    ...dataset,
    users: takeEntities(dataset.users, users),
    events: { ...events, user: events.user.map((user) => number[user]) },
  };
}

/** Their profiles as the log's files have them, and as the bundle has them where those say nothing. */
export function withProfiles({ ids, columns }: Entities, increment: Increment): Entities {
  const { users } = increment.base;
  const names = new Set([...Object.keys(columns), ...Object.keys(users.columns)]);
  const newer = { ids, columns };
  return {
    ids,
    columns: Object.fromEntries(
      [...names].map((name) => [
        name,
        ids.map((id, u) => {
          const place = placeInBundle(increment, id);
          const stored = place === undefined ? null : (columnOf(users, name)?.[place] ?? null);
          return columnOf(newer, name)?.[u] ?? stored;
        }),
      ]),
    ),
  };
}
