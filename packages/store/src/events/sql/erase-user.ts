import { userSum } from '../event-key.ts';
import type { Erasure } from '../event-log.ts';
import type { LogPosition } from '../log-position.ts';
import { changeLog, type EventDatabase, inWords } from './event-database.ts';
import { offsetOf, positionAt } from './offset-position.ts';

/** Empties the rows of a user's events; see `EventLog.erase`. */
export async function eraseUser(database: EventDatabase, user: string): Promise<number> {
  const count = await changeLog(database, async (step, { next, erased }) => {
    const { numUpdatedRows } = await step
      .updateTable('event')
      .set({
        user_id: null,
        item_id: null,
        type: null,
        time: null,
        weight: null,
        request_id: null,
        context: null,
      })
      .where('user_id', '=', user)
      .executeTakeFirstOrThrow();
    const found = Number(numUpdatedRows);
    await step
      .updateTable('event_log')
      .set({ erased: erased + found })
      .execute();
    await step
      .insertInto('event_erasure')
      .values({ user_sum: userSum(user), place: next })
      .execute();
    return found;
  });
  await database.purge();
  return count;
}

/** Who was erased at a place or behind it; see `EventLog.erasures`. */
export function erasuresFrom(database: EventDatabase, from: LogPosition): Promise<Erasure[]> {
  return inWords(database, async () => {
    const rows = await database
      .reading()
      .selectFrom('event_erasure')
      .select(['user_sum', 'place'])
      .where('place', '>=', offsetOf(from))
      .orderBy('sequence')
      .execute();
    return rows.map(({ user_sum, place }) => ({ user: user_sum, position: positionAt(place) }));
  });
}
