import { changeLog, type EventDatabase } from './event-database.ts';

/** Empties the rows of a user's events; see `EventLog.erase`. */
export async function eraseUser(database: EventDatabase, user: string): Promise<number> {
  const count = await changeLog(database, async (step, { erased }) => {
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
    return found;
  });
  await database.purge();
  return count;
}
