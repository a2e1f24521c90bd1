import { existsSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { syncPath } from '@twotower/durable';
import { Kysely, SqliteDialect, sql } from 'kysely';
import Libsql from 'libsql';
import { StoreError } from '../error.ts';
import { busyMilliseconds, busyWords, byCode } from './by-code.ts';

/** A database, for whoever reads it or writes to it. */
export interface Database<Tables> {
  reading(): Kysely<Tables>;
  /** @throws StoreError where it can only be read */
  writing(): Kysely<Tables>;
  /** Takes what was deleted out of SQLite's log of writes too, durably: a person's data are not to come back after a power cut. */
  purge(): Promise<void>;
  close(): void;
}

/**
 * Opens a file in WAL mode and brings it to this version's form.
 *
 * @param migrations how the file came to the form whose rows are `Tables`: entry n leads from version n to n + 1 (`PRAGMA
 * user_version`). Entries are never changed once released; a change is a new entry.
 * @throws StoreError where the file is no database or of a newer version
 */
export function openDatabase<Tables>(file: string, migrations: readonly string[]): Database<Tables> {
  const connection = connected(file, () => {
    const opened = new Libsql(file, { timeout: busyMilliseconds });
    opened.pragma(`busy_timeout = ${busyMilliseconds}`);
    enterWal(opened);
    opened.pragma('synchronous = FULL');
    opened.pragma('foreign_keys = ON');
    // What is deleted is overwritten: a person's events must not stay in a file's free pages.
    opened.pragma('secure_delete = ON');
    // 32 MB: a page that changes often goes to the file itself more seldom.
    opened.pragma('wal_autocheckpoint = 8000');
    migrate(opened, file, migrations);
    return opened;
  });
  const queries = queriesOn<Tables>(connection);
  return {
    reading: () => queries,
    writing: () => queries,
    async purge() {
      await sql`pragma wal_checkpoint(truncate)`.execute(queries);
      syncLog(file);
    },
    close: () => connection.close(),
  };
}

/** SQLite cuts its log off and leaves it to the system when that is on the disk. */
function syncLog(file: string): void {
  try {
    syncPath(`${file}-wal`);
  } catch (error) {
    // A database in memory has none, and who closes the file last takes it away.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

/**
 * Opens a file where this user or the medium allows no writing. What another process writes meanwhile is seen: by
 * its log where there is one, else by opening the file again when it has changed.
 *
 * @param reason why it can only be read, for who wants to write, and the mend
 * @throws StoreError where the file is no database or of another version
 */
export function readDatabase<Tables>(
  file: string,
  migrations: readonly string[],
  reason: string,
): Database<Tables> {
  let state = stateOf(file);
  let connection = openReadOnly(file, migrations.length);
  let queries = queriesOn<Tables>(connection);
  const refuse = () => {
    throw new StoreError(`${file} can only be read: ${reason}`);
  };
  return {
    reading() {
      const now = stateOf(file);
      if (now !== state) {
        connection.close();
        connection = openReadOnly(file, migrations.length);
        queries = queriesOn<Tables>(connection);
        state = now;
      }
      return queries;
    },
    writing: refuse,
    purge: async () => refuse(),
    close: () => connection.close(),
  };
}

/**
 * Reading a database in WAL mode wants to write its index, unless nobody writes: SQLite is told so where there is no log.
 */
function openReadOnly(file: string, known: number): Libsql.Database {
  return connected(file, () => {
    const place = existsSync(`${file}-wal`) ? file : `${pathToFileURL(file).href}?immutable=1`;
    const opened = new Libsql(place, { readonly: true, timeout: busyMilliseconds });
    const version = versionOf(opened);
    if (version !== known) {
      opened.close();
      throw otherVersion(file, version, known);
    }
    return opened;
  });
}

/** Changes when the file changes, or when a log of changes comes or goes. */
function stateOf(file: string): string {
  const { mtimeMs, size, ino } = statSync(file);
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false });
  return [mtimeMs, size, ino, log?.ino].join();
}

function connected(file: string, open: () => Libsql.Database): Libsql.Database {
  try {
    return open();
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError(
      `cannot open ${file}: ${(error as Error).message}; ${byCode(error, mends) ?? 'restore it from a backup'}`,
      {
        cause: error,
      },
    );
  }
}

/** A disk that is full or fails takes nothing from a file that is whole. */
const ofTheDisk =
  'the disk is full or fails; free some space or check it: nothing says that the file is damaged';

/** What to do where a file cannot be opened; of all else only a backup is left. */
const mends: Readonly<Record<string, string>> = {
  SQLITE_IOERR: ofTheDisk,
  SQLITE_FULL: ofTheDisk,
  SQLITE_CANTOPEN: ofTheDisk,
  SQLITE_BUSY: busyWords,
};

function queriesOn<Tables>(connection: Libsql.Database): Kysely<Tables> {
  // Where the disk is full SQLite has rolled back by itself, and to do it again would be an error in the place of that one.
  const database = {
    close: () => connection.close(),
    prepare: (sql: string) =>
      connection.prepare(sql === 'rollback' && !connection.inTransaction ? 'select 1 where false' : sql),
  };
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
}

/** The change to WAL does not wait for other processes by itself, so it is tried again until the time is up. */
function enterWal(database: Libsql.Database): void {
  const until = Date.now() + busyMilliseconds;
  for (;;) {
    try {
      database.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if (!String((error as Error).message).includes('locked') || Date.now() > until) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

/** Under the write lock from the first look at the version on: two processes cannot migrate at once. */
function migrate(database: Libsql.Database, file: string, migrations: readonly string[]): void {
  if (versionOf(database) === migrations.length) return;
  database.exec('begin immediate');
  try {
    const version = versionOf(database);
    if (version > migrations.length) throw otherVersion(file, version, migrations.length);
    for (const migration of migrations.slice(version)) database.exec(migration);
    database.exec(`pragma user_version = ${migrations.length}`);
    database.exec('commit');
  } catch (error) {
    database.exec('rollback');
    throw error;
  }
}

function otherVersion(file: string, version: number, known: number): StoreError {
  const mend =
    version > known ? 'upgrade twotower' : 'open it once where it can be written, with: twotower bundles';
  return new StoreError(`${file} has version ${version}, this twotower knows ${known}; ${mend}`);
}

function versionOf(database: Libsql.Database): number {
  const row = database.prepare('pragma user_version').get() as { user_version: number };
  return row.user_version;
}
