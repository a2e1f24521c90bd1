import { existsSync } from 'node:fs';
import { StoreError } from '../error.ts';
import type { EventLog } from '../events/event-log.ts';
import type { EventDatabase } from '../events/sql/event-database.ts';
import type { EventTables } from '../events/sql/event-tables.ts';
import { sqlEventLog } from '../events/sql/sql-event-log.ts';
import { busyWords, byCode } from './by-code.ts';
import { type Database, openDatabase, readDatabase } from './database.ts';

export interface SqliteLogOptions {
  /** Why it can only be read; absent where it can be written. */
  readonly readOnly?: string;
  /** The clock of arrivals, milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * An event log in a SQLite file of its own, so that taking in a large log keeps nobody from the registry. Made where it does
 * not exist.
 *
 * @throws StoreError where the file is no database or of a newer version
 */
export function sqliteEventLog(file: string, { readOnly, now }: SqliteLogOptions = {}): EventLog {
  return sqlEventLog(eventDatabase(file, readOnly), now);
}

function eventDatabase(file: string, readOnly: string | undefined): EventDatabase {
  const database = openFile(file, readOnly);
  return {
    name: file,
    reading: database.reading,
    writing: database.writing,
    listElements: 'json_each',
    purge: () => database.purge(),
    explain: (error) => explain(file, error),
    close: async () => database.close(),
  };
}

function openFile(file: string, readOnly: string | undefined): Database<EventTables> {
  if (readOnly === undefined) return openDatabase(file, migrations);
  if (existsSync(file)) return readDatabase(file, migrations, readOnly);
  // Nothing has come in yet, and nothing can.
  const { reading, close } = openDatabase<EventTables>(':memory:', migrations);
  const writing = () => {
    throw new StoreError(`${file} cannot be made: ${readOnly}`);
  };
  return { reading, writing, purge: async () => writing(), close };
}

function explain(file: string, error: unknown): StoreError | undefined {
  const words = byCode(error, faults);
  return words === undefined ? undefined : new StoreError(`${file}: ${words}`, { cause: error });
}

const faults: Readonly<Record<string, string>> = {
  SQLITE_BUSY: busyWords,
  SQLITE_FULL: 'the disk is full and nothing of this was written; free some space and send it again',
  SQLITE_READONLY: 'it cannot be written any more; give the right to write',
  SQLITE_IOERR: 'the disk refuses; check it and send the events again',
  SQLITE_CORRUPT: 'it is damaged; restore it from a backup',
  SQLITE_NOTADB: 'it is no database; restore it from a backup',
};

const migrations: readonly string[] = [
  `
  create table event (
    "offset" integer primary key,
    key text unique,
    user_id text,
    item_id text,
    type text,
    time real,
    arrived real not null,
    weight real,
    request_id text,
    context text
  ) strict;
  create table event_log (
    id integer primary key check (id = 1),
    first integer not null,
    next integer not null,
    erased integer not null
  ) strict;
  insert into event_log values (1, 0, 0, 0);
  create table event_mark (
    kind text not null,
    name text not null,
    place integer not null,
    set_at text not null,
    primary key (kind, name)
  ) strict;
  create table event_source (
    sequence integer primary key autoincrement,
    id text not null,
    sha256 text not null,
    bytes integer not null,
    row_count integer,
    origin text not null,
    file text not null,
    newest_time real,
    set_at text not null,
    unique (sha256, bytes)
  ) strict;
  `,
  `
  create table event_erasure (
    sequence integer primary key autoincrement,
    user_sum text not null,
    place integer not null
  ) strict;
  `,
];
