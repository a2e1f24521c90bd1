import type { Pruned } from '../event-log.ts';
import type { LogPosition } from '../log-position.ts';
import { changeLog, type EventDatabase } from './event-database.ts';
import { offsetOf, positionAt } from './offset-position.ts';
import { oldestMark } from './sql-marks.ts';

/** Events that go in one transaction: appends wait no longer than one takes. */
const STRETCH = 20_000;

/** Removes what lies before an offset and before every mark, stretch by stretch. */
export async function pruneEvents(database: EventDatabase, before: LogPosition): Promise<Pruned> {
  const wanted = offsetOf(before);
  let removed = 0;
  for (;;) {
    const stretch = await pruneStretch(database, wanted);
    removed += stretch.removed;
    if (stretch.done) {
      const { start, heldBy } = stretch;
      return { removed, start, ...(heldBy && { heldBy }) };
    }
  }
}

async function pruneStretch(
  database: EventDatabase,
  wanted: number,
): Promise<Pruned & { readonly done: boolean }> {
  return changeLog(database, async (step, { first, next, erased }) => {
    const mark = await oldestMark(step);
    const limit = Math.min(wanted, next, mark ? offsetOf(mark.position) : next);
    const end = Math.max(first, Math.min(limit, first + STRETCH));
    const heldBy = mark && offsetOf(mark.position) < Math.min(wanted, next) ? mark : undefined;
    let removed = 0;
    if (end > first) {
      const gone = step.deleteFrom('event').where('offset', '<', end);
      const { numDeletedRows: empty } = await gone.where('user_id', 'is', null).executeTakeFirstOrThrow();
      const { numDeletedRows: full } = await gone.executeTakeFirstOrThrow();
      removed = Number(full);
      await step
        .updateTable('event_log')
        .set({ first: end, erased: erased - Number(empty) })
        .execute();
    }
    return { removed, start: positionAt(end), ...(heldBy && { heldBy }), done: end >= limit };
  });
}
