import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { DurableError } from './error.ts';
import { holdLock } from './held-lock.ts';
import { removeLeftovers } from './leftovers.ts';
import { type SealedFile, writeManifest } from './manifest.ts';
import { makeFolder, syncFolders, syncPath } from './sync.ts';
import { isTemporary, lockName, temporaryName } from './temporary-name.ts';

/** A folder under a temporary name beside its place, so that a reader sees all of it or nothing, even after a kill. */
export interface PartialFolder {
  /** Absolute; to be filled with plain files and folders. */
  readonly folder: string;
  /** Writes the manifest that vouches for every file; after it nothing may be added. */
  seal(facts: unknown): readonly SealedFile[];
  /**
   * Brings everything to the disk and gives the folder its name.
   *
   * @returns `taken` where another folder has the name already: that one stays and this one is gone
   */
  commit(): 'placed' | 'taken';
  /** Removes it; after a commit it does nothing. */
  abandon(): void;
}

/** Makes the folder, and first removes what writers that are gone left in the same place. */
export function openPartialFolder(target: string): PartialFolder {
  const place = resolve(target);
  const parent = dirname(place);
  makeFolder(parent);
  removeLeftovers(parent);
  const name = temporaryName();
  const folder = join(parent, name);
  const lock = holdLock(join(parent, lockName(name)), 'alone');
  mkdirSync(folder);
  let open = true;
  const end = (): void => {
    open = false;
    lock?.release('remove');
  };
  const abandon = (): void => {
    if (!open) return;
    rmSync(folder, { recursive: true, force: true });
    end();
  };
  return {
    folder,
    abandon,
    seal: (facts) => writeManifest(folder, facts),
    commit() {
      syncFiles(folder);
      syncFolders(folder);
      if (!giveName(folder, place)) {
        abandon();
        return 'taken';
      }
      syncPath(parent);
      end();
      return 'placed';
    },
  };
}

function syncFiles(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) syncPath(path);
    else if (!entry.isDirectory()) {
      throw new DurableError(
        `${path} is neither file nor folder, which no sum vouches for; write it as a file`,
      );
    }
  }
}

function giveName(folder: string, place: string): boolean {
  if (isTemporary(basename(place))) {
    throw new DurableError(
      `${place} has the name of an unfinished folder; choose one that begins with a letter`,
    );
  }
  try {
    renameSync(folder, place);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOTDIR') return false;
    throw error;
  }
}
