import { hidePasswords } from '@twotower/schema';
import { type EventDatabase, type EventLog, sqlEventLog } from '@twotower/store';
import { CompiledQuery } from 'kysely';
import { connect } from './connect.ts';
import { createTables } from './create-tables.ts';
import { explainFault } from './explain-fault.ts';

export interface PostgresLogOptions {
  /** Connections at most. Default 4: appends come one after another whatever their number. */
  readonly connections?: number;
  /** The clock of arrivals, milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * An event log in a PostgreSQL database (12 or newer), in tables of its own that are made where they are missing. Needs the
 * package `pg`.
 *
 * Whoever appends locks the log's one row until the commit, so events become visible in the order of their offsets and no
 * transaction that was given up leaves a gap, as a sequence would. A commit is waited for even where the server's
 * `synchronous_commit` is off.
 *
 * @param url `postgres://user:password@host:port/database`
 * @throws StoreError where the server or the database cannot be used; it holds no password
 */
export async function postgresEventLog(
  url: string,
  { connections = 4, now }: PostgresLogOptions = {},
): Promise<EventLog> {
  const name = hidePasswords(url);
  const explain = (error: unknown) => explainFault(name, error);
  const queries = await connect(url, connections);
  try {
    await createTables(queries, name);
  } catch (error) {
    await queries.destroy();
    throw explain(error) ?? error;
  }
  const database: EventDatabase = {
    name,
    reading: () => queries,
    writing: () => queries,
    listElements: 'jsonb_array_elements',
    // What an update left behind is gone from its table; its write-ahead log and backups are the server's.
    async purge() {
      await queries.executeQuery(CompiledQuery.raw('vacuum event'));
    },
    explain,
    close: () => queries.destroy(),
  };
  return sqlEventLog(database, now);
}
