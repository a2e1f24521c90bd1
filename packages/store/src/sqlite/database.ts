import { Kysely, SqliteDialect } from 'kysely';
import Libsql from 'libsql';
import { StoreError } from '../error.ts';
import { migrations } from './migrations.ts';
import type { Tables } from './schema.ts';

/** How long a write waits for another process's write before it fails. */
const BUSY_MS = 10_000;

/**
 * Opens `store.sqlite` in WAL mode and brings it to this version's form.
 *
 * @throws StoreError where the file is no database or of a newer version
 */
export function openDatabase(file: string): Kysely<Tables> {
  let database: Libsql.Database | undefined;
  try {
    database = new Libsql(file, { timeout: BUSY_MS });
    database.pragma(`busy_timeout = ${BUSY_MS}`);
    enterWal(database);
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    migrate(database, file);
  } catch (error) {
    database?.close();
    if (error instanceof StoreError) throw error;
    throw new StoreError(`cannot open ${file}: ${(error as Error).message}; restore it from a backup`);
  }
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
}

/** The change to WAL does not wait for other processes by itself, so it is tried again until the time is up. */
function enterWal(database: Libsql.Database): void {
  const until = Date.now() + BUSY_MS;
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
function migrate(database: Libsql.Database, file: string): void {
  if (versionOf(database) === migrations.length) return;
  database.exec('begin immediate');
  try {
    const version = versionOf(database);
    if (version > migrations.length) {
      throw new StoreError(
        `${file} has version ${version}, this twotower knows ${migrations.length}; upgrade twotower`,
      );
    }
    for (const migration of migrations.slice(version)) database.exec(migration);
    database.exec(`pragma user_version = ${migrations.length}`);
    database.exec('commit');
  } catch (error) {
    database.exec('rollback');
    throw error;
  }
}

function versionOf(database: Libsql.Database): number {
  const row = database.prepare('pragma user_version').get() as { user_version: number };
  return row.user_version;
}
