import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { holdLock } from './held-lock.ts';
import { isLock, isOfThisSystem, isTemporary, lockedName, lockName } from './temporary-name.ts';

/** Locks of a network's file system may be kept by each machine for itself; no write is silent for this long. */
const FOREIGN_AGE_MS = 24 * 3600 * 1000;

/**
 * Removes unfinished folders whose writers are gone. One goes only where its lock can be had, which no living writer
 * lets happen, and where it was made since this system started or has lain untouched for a day.
 *
 * @returns absolute paths of what stays: being written, or not provably abandoned
 */
export function removeLeftovers(parent: string): string[] {
  const names = namesIn(parent);
  const left: string[] = [];
  for (const name of names.filter(isTemporary)) {
    if (!removeAbandoned(parent, name)) left.push(join(parent, name));
  }
  for (const name of names.filter(isLock)) {
    removeLoneLock(parent, name);
  }
  return left;
}

function removeAbandoned(parent: string, name: string): boolean {
  const folder = join(parent, name);
  const file = join(parent, lockName(name));
  const isOld = Date.now() - newestChange(folder) >= FOREIGN_AGE_MS;
  // A writer's lock is there before its folder and after it; without one the folder is no writer's that we know.
  if (!(isOld || (isOfThisSystem(name) && isThere(file)))) return false;
  const lock = holdLock(file, 'alone');
  if (!lock) return false;
  rmSync(folder, { recursive: true, force: true });
  lock.release('remove');
  return true;
}

/** The lock of a folder that was never made, or is gone: a kill in between leaves it alone. */
function removeLoneLock(parent: string, name: string): void {
  const folder = join(parent, lockedName(name));
  if (isThere(folder) || !isThere(join(parent, name))) return;
  const lock = holdLock(join(parent, name), 'alone');
  lock?.release(isThere(folder) ? undefined : 'remove');
}

/** Milliseconds since 1970 of the last change in a folder; now, where it changes while it is looked at. */
function newestChange(folder: string): number {
  try {
    const inside = readdirSync(folder, { recursive: true, withFileTypes: true });
    const paths = [folder, ...inside.map((entry) => join(entry.parentPath, entry.name))];
    return Math.max(...paths.map((path) => lstatSync(path).mtimeMs));
  } catch (error) {
    if (isGone(error)) return Date.now();
    throw error;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
