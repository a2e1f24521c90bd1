import { closeSync, openSync, rmSync, statSync } from 'node:fs';
import Libsql from 'libsql';

/** A lock on a file's name, gone with this process however it ends. */
export interface HeldLock {
  /** Lets others have it; with `remove` the file goes first, which only its one holder may do. */
  release(how?: 'remove'): void;
}

/**
 * Takes a lock on a file, making it where it does not exist; undefined where another has it, or where this user or this
 * file system allows none. `alone` shuts all others out, `shared` those who would be alone.
 *
 * The system itself keeps such a lock and lets go of it when its holder ends, also one that was killed, in another
 * container, or stopped for an hour: no process number is compared and no clock. Node has no lock of its own; SQLite's
 * are taken, on an empty database that nothing is ever written to.
 */
export function holdLock(file: string, kind: 'alone' | 'shared'): HeldLock | undefined {
  let database: Libsql.Database | undefined;
  let before: number | undefined;
  try {
    makeFile(file);
    before = fileNumber(file);
    database = new Libsql(file, { timeout: 0 });
    // Otherwise a lock leaves a journal beside its file.
    database.pragma('journal_mode = memory');
    take(database, kind);
  } catch (error) {
    database?.close();
    if (isRefusal(error)) return undefined;
    throw error;
  }
  const held = database;
  // Who held it before may have removed the file meanwhile: then this is a lock on nothing.
  if (before === undefined || fileNumber(file) !== before) {
    held.close();
    return holdLock(file, kind);
  }
  return {
    release(how) {
      if (how === 'remove') rmSync(file, { force: true });
      held.close();
    },
  };
}

function take(database: Libsql.Database, kind: 'alone' | 'shared'): void {
  if (kind === 'alone') {
    database.exec('begin exclusive');
  } else {
    database.exec('begin');
    // The first read takes the lock, the open transaction keeps it.
    database.prepare('select count(*) from sqlite_master').get();
  }
}

/** Never opens a file that is there: closing it again would let go of this process's own lock on it. */
function makeFile(file: string): void {
  try {
    closeSync(openSync(file, 'wx'));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

function fileNumber(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.ino;
}

/** Busy, not allowed, not possible here: all the same to who asks. A full disk and a fault of the program are not. */
function isRefusal(error: unknown): boolean {
  return /SQLITE|^(EACCES|EPERM|EROFS)$/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
