import { createReadStream, createWriteStream, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { listFiles, openPartialFolder, syncPath } from '@twotower/durable';
import { type Pack, pack } from 'tar-stream';
import { deltaName } from '../deltas/delta-folder.ts';
import { StoreError } from '../error.ts';
import { copyDatabase } from '../sqlite/copy-database.ts';
import type { FolderStore } from '../store.ts';
import { type BackedUpFile, backupManifest, LAST } from './backup-manifest.ts';
import { summing } from './summing.ts';

/** What a backup came to. */
export interface Backup {
  /** Of the file. */
  readonly bytes: number;
  readonly files: number;
}

/**
 * Writes all that must survive of a store to one file, a tar archive, while servers and updates go on. Names are read before what
 * they name and the event log last, so whatever the copy says of bundles, deltas and places in the log is there; sums of all files
 * stand at its end. Checkpoints are left out: what they hold is made again. The file is there whole or not at all.
 *
 * @throws StoreError where the file exists, a bundle or delta is broken or was removed meanwhile, or the disk refuses
 */
export async function backupStore(store: FolderStore, file: string): Promise<Backup> {
  const place = resolve(file);
  if (existsSync(place)) throw new StoreError(`${place} is there already; name another file`);
  // Never finished: it goes in any case, with the leftovers of the store after a crash.
  const scratch = openPartialFolder(join(store.folder, 'bundles', 'backup'));
  const part = `${place}.part`;
  const archive = new Archive(part);
  try {
    await fill(archive, store, scratch.folder);
    const files = await archive.end();
    syncPath(part);
    renameSync(part, place);
    syncPath(dirname(place));
    return { bytes: statSync(place).size, files };
  } catch (error) {
    archive.abandon();
    rmSync(part, { force: true });
    throw refusal(error, place);
  } finally {
    scratch.abandon();
  }
}

async function fill(
  archive: Archive,
  { folder, bundles, deltas }: FolderStore,
  scratch: string,
): Promise<void> {
  await addDatabase('store.sqlite');
  for (const { id, broken } of await bundles.list()) {
    if (broken !== undefined) throw notWhole(broken);
    await addSealed(`bundles/${id}`);
    for (const { sequence, broken: why } of await deltas.list(id)) {
      if (why !== undefined) throw notWhole(why);
      await addSealed(`deltas/${id}/${deltaName(sequence)}`);
    }
  }
  await addDatabase('events.sqlite');

  async function addSealed(name: string): Promise<void> {
    for (const path of listFiles(join(folder, name)))
      await archive.add(`${name}/${path}`, join(folder, name, path));
  }

  async function addDatabase(name: string): Promise<void> {
    copyDatabase(join(folder, name), join(scratch, name));
    await archive.add(name, join(scratch, name));
  }
}

function notWhole(why: string): StoreError {
  return new StoreError(`${why}; without it a backup would not be whole`);
}

function refusal(error: unknown, place: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const words = refusals[code];
  return words === undefined ? error : new StoreError(`cannot write ${place}: ${words}`, { cause: error });
}

const refusals: Readonly<Record<string, string>> = {
  ENOENT: 'a bundle was removed meanwhile, or the folder is not there; begin again',
  ENOSPC: 'the disk is full; free some space or name another place',
  EDQUOT: 'the disk is full; free some space or name another place',
  EFBIG: 'a file may not become so large there; name another place',
  EIO: 'the disk refuses; check it',
};

/** The archive as it is written, with the sums of what is in it. */
class Archive {
  readonly #pack: Pack = pack();
  readonly #written: Promise<void>;
  readonly #files: BackedUpFile[] = [];

  constructor(file: string) {
    const target = createWriteStream(file, { mode: 0o600 });
    this.#written = pipeline(this.#pack, target);
    // Told by whoever waits for it; until then it is nobody's.
    this.#written.catch(() => {});
  }

  async add(name: string, path: string): Promise<void> {
    const { size } = statSync(path);
    const { stream, sum } = summing();
    const entry = this.#pack.entry({ name, size, mode: 0o600 });
    await Promise.race([pipeline(createReadStream(path), stream, entry), this.#written]);
    this.#files.push({ path: name, ...sum() });
  }

  /** @returns how many files it holds */
  async end(): Promise<number> {
    this.#pack.entry({ name: LAST }, backupManifest(this.#files));
    this.#pack.finalize();
    await this.#written;
    return this.#files.length;
  }

  abandon(): void {
    this.#pack.destroy();
  }
}
