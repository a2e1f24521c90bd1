import { StoreError } from '../../error.ts';
import type { LogMark, LogMarks } from '../log-marks.ts';
import { changeLog, type EventDatabase, inWords, type Queries } from './event-database.ts';
import type { EventTables } from './event-tables.ts';
import { offsetOf, positionAt } from './offset-position.ts';

/** Marks in the log's own database, set under its lock: none comes to lie in what is being pruned. */
export function sqlMarks(database: EventDatabase): LogMarks {
  return {
    async set(kind, name, position) {
      const place = offsetOf(position);
      await changeLog(database, async (step, { first, next }) => {
        if (place < first || place > next) {
          throw new StoreError(
            `${database.name}: ${kind} ${name} cannot stand at ${place}, the log goes from ${first} to ${next}; begin anew from a full bundle`,
          );
        }
        const set_at = new Date().toISOString();
        await step
          .insertInto('event_mark')
          .values({ kind, name, place, set_at })
          .onConflict((conflict) => conflict.columns(['kind', 'name']).doUpdateSet({ place, set_at }))
          .execute();
      });
    },
    get: (kind, name) =>
      inWords(database, async () => {
        const row = await database
          .reading()
          .selectFrom('event_mark')
          .selectAll()
          .where('kind', '=', kind)
          .where('name', '=', name)
          .executeTakeFirst();
        return row && toMark(row);
      }),
    list: () =>
      inWords(database, async () => {
        const rows = await database
          .reading()
          .selectFrom('event_mark')
          .selectAll()
          .orderBy('kind')
          .orderBy('name')
          .execute();
        return rows.map(toMark);
      }),
    async remove(kind, name) {
      await changeLog(database, (step) =>
        step.deleteFrom('event_mark').where('kind', '=', kind).where('name', '=', name).execute(),
      );
    },
  };
}

/** The mark that lies furthest back. */
export async function oldestMark(queries: Queries): Promise<LogMark | undefined> {
  const row = await queries
    .selectFrom('event_mark')
    .selectAll()
    .orderBy('place')
    .orderBy('name')
    .limit(1)
    .executeTakeFirst();
  return row && toMark(row);
}

function toMark({ kind, name, place, set_at }: EventTables['event_mark']): LogMark {
  return {
    kind: kind === 'consumer' ? 'consumer' : 'kept',
    name,
    position: positionAt(place),
    setAt: set_at,
  };
}
