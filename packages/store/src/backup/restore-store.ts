import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { openPartialFolder } from '@twotower/durable';
import { extract } from 'tar-stream';
import { StoreError } from '../error.ts';
import { type BackedUpFile, LAST, readBackupManifest } from './backup-manifest.ts';
import { summing } from './summing.ts';

/** What was restored. */
export interface Restored {
  readonly bytes: number;
  readonly files: number;
}

/**
 * Makes a store of a backup. It grows under a temporary name, every file is held against its sum, and only the whole gets the folder's
 * name.
 *
 * @throws StoreError where something is in the folder already, or the file is no backup, cut off or changed; nothing is left then
 */
export async function restoreStore(file: string, folder: string): Promise<Restored> {
  const place = resolve(folder);
  if (!existsSync(file)) throw new StoreError(`there is no file ${file}; name a backup`);
  if (existsSync(place) && readdirSync(place).length > 0) {
    throw new StoreError(
      `${place} is not empty, and a backup overwrites nothing; name a new folder with --store`,
    );
  }
  const partial = openPartialFolder(place);
  try {
    const found = await unpack(file, partial.folder);
    for (const name of ['bundles', 'checkpoints', 'deltas']) {
      mkdirSync(join(partial.folder, name), { recursive: true });
    }
    if (partial.commit() === 'taken') throw new StoreError(`${place} was made meanwhile; name a new folder`);
    return { bytes: found.reduce((sum, { bytes }) => sum + bytes, 0), files: found.length };
  } finally {
    partial.abandon();
  }
}

async function unpack(file: string, folder: string): Promise<readonly BackedUpFile[]> {
  const found: BackedUpFile[] = [];
  let last: string | undefined;
  const entries = extract();
  const reading = pipeline(createReadStream(file), entries);
  // Told below, where the entries end.
  reading.catch(() => {});
  try {
    for await (const entry of entries) {
      const { name, type } = entry.header;
      if (name === LAST) last = await text(entry);
      else found.push(await unpackFile(entry, requirePlain(name, type ?? 'file', file), folder));
    }
    await reading;
  } catch (error) {
    if (error instanceof StoreError || isOfTheDisk(error)) throw error;
    throw damaged(file, (error as Error).message);
  }
  if (last === undefined) throw damaged(file, 'its end is missing');
  requireSame(found, readBackupManifest(last, file), file);
  return found;
}

async function unpackFile(
  entry: AsyncIterable<unknown>,
  name: string,
  folder: string,
): Promise<BackedUpFile> {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  const { stream, sum } = summing();
  await pipeline(entry, stream, createWriteStream(path, { flags: 'wx' }));
  return { path: name, ...sum() };
}

/** A name leads nowhere but into the store, and a link nowhere at all. */
function requirePlain(name: string, type: string, file: string): string {
  const parts = name.split('/');
  const isInside = parts.every(
    (part) => part !== '' && part !== '.' && part !== '..' && !/[\\:\0]/.test(part),
  );
  const isOfStore = /^(store|events)\.sqlite$|^(bundles|checkpoints|deltas)\/./.test(name);
  if (type === 'file' && isInside && isOfStore) return name;
  throw damaged(file, `${JSON.stringify(name)} is no file of a store`);
}

function requireSame(found: readonly BackedUpFile[], wanted: readonly BackedUpFile[], file: string): void {
  const sums = new Map(wanted.map(({ path, sha256 }) => [path, sha256]));
  const other = found.find(({ path, sha256 }) => sums.get(path) !== sha256);
  if (other !== undefined) throw damaged(file, `${other.path} is not as it was backed up (sha256 differs)`);
  if (found.length !== wanted.length)
    throw damaged(file, `it holds ${found.length} files of ${wanted.length}`);
}

function isOfTheDisk(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

function damaged(file: string, what: string): StoreError {
  return new StoreError(`${file} cannot be restored: ${what}; take another backup`);
}
