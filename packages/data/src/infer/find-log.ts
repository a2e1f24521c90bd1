import {
  accessSync,
  closeSync,
  constants,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  type Stats,
  statSync,
} from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { DataError } from '../error.ts';
import { findFiles } from '../tables/find-files.ts';

const readable = /\.((csv|tsv|txt|dat|data|tab|jsonl|ndjson|json)(\.(gz|zst))?|parquet|pq)$/i;
const wanted = 'a CSV, TSV, JSON or Parquet file';

/**
 * The whole path of the one file to look at.
 *
 * @throws DataError where there is none, it cannot be read, or it is a folder, a glob or a database
 */
export async function findLog(file: string): Promise<string> {
  const path = resolve(file);
  const stat = statOf(path);
  if (stat?.isDirectory()) {
    throw new DataError(`${path}: a folder; init looks at one file${suchAs(filesIn(path))}`);
  }
  if (!stat && !existsAsLink(path) && /[*?[{]/.test(file)) {
    throw new DataError(
      `${path}: no such file; init looks at one file, no glob${suchAs(await matching(path))}`,
    );
  }
  if (!stat) {
    throw new DataError(
      existsAsLink(path)
        ? `${path}: a link to ${readlinkSync(path)}, which does not exist; mend the link or name ${wanted}`
        : `${path}: no such file; name ${wanted}`,
    );
  }
  if (!stat.isFile()) {
    throw new DataError(
      `${path}: neither a file nor a folder but a pipe, socket or device, which can be read only once; save it as a file and name that`,
    );
  }
  if (!isReadable(path)) {
    throw new DataError(`${path}: this user may not read it; give the right or name another file`);
  }
  if (startsAsSqlite(path)) {
    throw new DataError(
      `${path}: an SQLite database, and init looks at files; write a config by hand with data.events: { sqlite: ${basename(path)}, table: ... }`,
    );
  }
  return path;
}

/** Whether a path is a file that can be read; a broken link or a closed folder is none. */
export function isReadableFile(path: string): boolean {
  try {
    return statSync(path).isFile() && isReadable(path);
  } catch {
    return false;
  }
}

/** Undefined where nothing is there. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    throw new DataError(
      code === 'ELOOP'
        ? `${path}: links that lead round in a circle; mend the link or name ${wanted}`
        : `${path}: cannot be looked at (${error instanceof Error ? error.message : String(error)}); name ${wanted} that this user may read`,
    );
  }
}

function existsAsLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

async function matching(pattern: string): Promise<string[]> {
  try {
    return await findFiles(pattern, '/', 'init');
  } catch (error) {
    if (error instanceof DataError) {
      return [];
    }
    throw error;
  }
}

function suchAs(files: readonly string[]): string {
  const first = files.find((file) => readable.test(file) && isReadableFile(file));
  return first ? `: name one of them, such as ${first}` : `, and here is none to read; name ${wanted}`;
}

function startsAsSqlite(path: string): boolean {
  const start = Buffer.alloc(15);
  const file = openSync(path, 'r');
  try {
    readSync(file, start, 0, start.length, 0);
  } finally {
    closeSync(file);
  }
  return start.toString('latin1') === 'SQLite format 3';
}
