import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** A folder under a temporary name beside its place, so that a reader sees all of it or nothing, even after a kill. */
export interface PartialFolder {
  readonly folder: string;
  /** Gives the folder its name; where another run was first, that run's folder stays. */
  commit(): void;
  /** Removes it. */
  abandon(): void;
}

/** Makes the folder; what killed runs left of theirs is removed. */
export function openPartialFolder(target: string): PartialFolder {
  const place = resolve(target);
  const parent = dirname(place);
  mkdirSync(parent, { recursive: true });
  const prefix = `.${basename(place)}.partial-`;
  removeLeftovers(parent, prefix);
  const folder = join(parent, prefix + process.pid);
  mkdirSync(folder);
  const abandon = (): void => rmSync(folder, { recursive: true, force: true });
  return {
    folder,
    abandon,
    commit() {
      if (statSync(place, { throwIfNoEntry: false })) {
        abandon();
        return;
      }
      renameSync(folder, place);
      syncFolder(parent);
    },
  };
}

function removeLeftovers(parent: string, prefix: string): void {
  for (const name of readdirSync(parent)) {
    const owner = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : Number.NaN;
    if (Number.isInteger(owner) && (owner === process.pid || !isRunning(owner))) {
      rmSync(join(parent, name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function syncFolder(folder: string): void {
  if (process.platform !== 'win32') {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  }
}
