import type { EventSource, EventSources } from '../event-sources.ts';
import { changeLog, type EventDatabase, inWords } from './event-database.ts';
import type { SourceRow } from './event-tables.ts';

/** What is known of files, in the log's own database. */
export function sqlSources(database: EventDatabase): EventSources {
  return {
    async set(source) {
      const row = toRow(source, new Date().toISOString());
      await changeLog(database, (step) =>
        step
          .insertInto('event_source')
          .values(row)
          .onConflict((conflict) => conflict.columns(['sha256', 'bytes']).doUpdateSet(row))
          .execute(),
      );
    },
    list: () =>
      inWords(database, async () => {
        const rows = await database
          .reading()
          .selectFrom('event_source')
          .selectAll()
          .orderBy('sequence')
          .execute();
        return rows.map(toSource);
      }),
  };
}

function toRow(source: Omit<EventSource, 'setAt'>, set_at: string): Omit<SourceRow, 'sequence'> {
  const { id, sha256, bytes, rows = null, origin, file, newestTime = null } = source;
  return { id, sha256, bytes, row_count: rows, origin, file, newest_time: newestTime, set_at };
}

function toSource(row: SourceRow): EventSource {
  const { id, sha256, bytes, row_count, origin, file, newest_time, set_at } = row;
  return {
    id,
    sha256,
    bytes,
    ...(row_count !== null && { rows: row_count }),
    origin: origin === 'trained' ? 'trained' : 'ingested',
    file,
    ...(newest_time !== null && { newestTime: newest_time }),
    setAt: set_at,
  };
}
