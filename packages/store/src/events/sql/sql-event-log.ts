import { StoreError } from '../../error.ts';
import { eventFault } from '../event-fault.ts';
import type { Appended, EventLog, NewEvent } from '../event-log.ts';
import { groupCommit } from '../group-commit.ts';
import { type ArrivedEvent, appendEvents } from './append-events.ts';
import { eraseUser, erasuresFrom } from './erase-user.ts';
import type { EventDatabase } from './event-database.ts';
import { pruneEvents } from './prune-events.ts';
import { findPosition, logExtent, readEvents } from './read-events.ts';
import { sqlMarks } from './sql-marks.ts';
import { sqlSources } from './sql-sources.ts';

/** Events in one transaction: more saves little and makes others wait. */
const TRANSACTION = 5000;

/**
 * An event log in a database, by the same queries for SQLite and PostgreSQL.
 *
 * @param now the clock of arrivals, milliseconds since 1970
 */
export function sqlEventLog(database: EventDatabase, now: () => number = Date.now): EventLog {
  const append = groupCommit<ArrivedEvent, Appended>((groups) => appendEvents(database, groups), TRANSACTION);
  return {
    async append(events) {
      requireFaultless(events);
      const arrived = now();
      return append(events.map((event) => ({ ...event, arrived })));
    },
    extent: () => logExtent(database),
    read: (range = {}) => readEvents(database, range),
    find: (where) => findPosition(database, where),
    marks: sqlMarks(database),
    sources: sqlSources(database),
    prune: (before) => pruneEvents(database, before),
    erase: (user) => eraseUser(database, user),
    erasures: (from) => erasuresFrom(database, from),
    close: () => database.close(),
  };
}

function requireFaultless(events: readonly NewEvent[]): void {
  for (const [i, event] of events.entries()) {
    const fault = eventFault(event);
    if (fault) throw new StoreError(`event ${i + 1} of ${events.length}: ${fault}; leave it out or mend it`);
  }
}
