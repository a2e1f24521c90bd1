import type { Kysely, Transaction } from 'kysely';
import type { StoreError } from '../../error.ts';
import type { EventTables } from './event-tables.ts';

/** A database that holds an event log: what differs between SQLite and PostgreSQL. */
export interface EventDatabase {
  /** What messages call it: a file, or a URL without its password. */
  readonly name: string;
  reading(): Kysely<EventTables>;
  /** @throws StoreError where it can only be read */
  writing(): Kysely<EventTables>;
  /** The function that gives the elements of a JSON list, one a row, as the column `value`. */
  readonly listElements: 'json_each' | 'jsonb_array_elements';
  /** After an erasure: makes sure that nothing of it stays in the database's own logs. */
  purge(): Promise<void>;
  /** What the database says of itself, in words with a mend; undefined for faults of the program. */
  explain(error: unknown): StoreError | undefined;
  close(): Promise<void>;
}

export type Queries = Kysely<EventTables> | Transaction<EventTables>;

/** One change of the log: it locks the log's row first, so that changes come one after another. */
export async function changeLog<T>(
  database: EventDatabase,
  change: (step: Transaction<EventTables>, log: LogRow) => Promise<T>,
): Promise<T> {
  return inWords(database, () =>
    database
      .writing()
      .transaction()
      .execute(async (step) => {
        // A write that changes nothing: both databases wait here for whoever has the log, and then see what they wrote.
        const log = await step
          .updateTable('event_log')
          .set(({ ref }) => ({ next: ref('next') }))
          .returning(['first', 'next', 'erased'])
          .executeTakeFirstOrThrow();
        return change(step, log);
      }),
  );
}

export type LogRow = Omit<EventTables['event_log'], 'id'>;

export async function inWords<T>(database: EventDatabase, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    throw database.explain(error) ?? error;
  }
}
