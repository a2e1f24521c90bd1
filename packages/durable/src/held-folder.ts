import { accessSync, constants, lstatSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { DurableError } from './error.ts';
import { type HeldLock, holdLock } from './held-lock.ts';
import { openPartialFolder } from './partial-folder.ts';
import { isWhole } from './sealed-folder.ts';
import { makeFolder } from './sync.ts';
import { lockName } from './temporary-name.ts';

/** Damaged folders that another process still reads keep their names; so many are stepped over. */
const NAMES = 100;
const WAIT_MS = 50;
const WAITS = 100;

/** What this process reads, for as long as it lives: a reader opens its files again and again. */
const held = new Map<string, HeldLock>();

/**
 * Finds a sealed folder that can be made again at any time, such as an encoded log. It is whole by its sums, and held: no
 * process removes it while this one lives. A damaged one is removed where nobody reads it.
 *
 * @returns its absolute path, which may be the target's with `~2` and so on; undefined where there is none
 */
export function findHeld(target: string): string | undefined {
  for (const folder of namesOf(target)) {
    if (!isThere(folder)) return undefined;
    if (holdWhole(folder)) return folder;
    if (removeUnread(folder)) return undefined;
  }
  return undefined;
}

/**
 * Lets `fill` write such a folder, seals and holds it. Several processes may do so at once: the first gives its own the
 * name, and all read that one, so that `fill` may be for nothing or not called.
 *
 * @returns its absolute path
 */
export function makeHeld(target: string, fill: (folder: string) => void): string {
  for (const folder of namesOf(target)) {
    if (isThere(folder)) {
      // Another process was quicker.
      if (holdWhole(folder)) return folder;
      if (!removeUnread(folder)) continue;
    }
    makeFolder(dirname(folder));
    // Before it has its name: so it is held from its first moment on.
    const isNew = hold(folder);
    const partial = openPartialFolder(folder);
    try {
      fill(partial.folder);
      partial.seal({});
      if (partial.commit() === 'placed' || isWhole(folder)) return folder;
    } catch (error) {
      if (isNew) letGo(folder);
      throw error;
    } finally {
      partial.abandon();
    }
  }
  throw new DurableError(`${target}: ${NAMES} damaged folders of this name are in use; end what reads them`);
}

/** Removes a folder, unless a process that lives reads it. @returns whether it is gone */
export function removeUnread(folder: string): boolean {
  const place = resolve(folder);
  const lock = holdLock(lockOf(place), 'alone');
  if (!lock) return false;
  try {
    rmSync(place, { recursive: true, force: true });
  } finally {
    lock.release(isThere(place) ? undefined : 'remove');
  }
  return true;
}

function holdWhole(folder: string): boolean {
  const isNew = hold(folder);
  const whole = isWhole(folder);
  if (!whole && isNew) letGo(folder);
  return whole;
}

/** @returns whether this process did not hold it before */
function hold(folder: string): boolean {
  // Somebody may have removed the folder and its lock by hand.
  if (held.has(folder) && isThere(lockOf(folder))) return false;
  letGo(folder);
  for (let n = 0; n < WAITS; n++) {
    const lock = holdLock(lockOf(folder), 'shared');
    if (lock) {
      if (held.size === 0) process.once('exit', letAllGo);
      held.set(folder, lock);
      return true;
    }
    // Where nothing can be written there is no lock to have, and nobody to remove it. Else it is being removed just now.
    if (!isWritable(dirname(folder))) return false;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS);
  }
  return false;
}

function letGo(folder: string): void {
  held.get(folder)?.release();
  held.delete(folder);
  if (held.size === 0) process.off('exit', letAllGo);
}

/** The last one out takes the lock's file along; a killed process leaves it, which hinders nobody. */
function letAllGo(): void {
  for (const folder of [...held.keys()]) {
    letGo(folder);
    if (isThere(lockOf(folder))) holdLock(lockOf(folder), 'alone')?.release('remove');
  }
}

function namesOf(target: string): string[] {
  const place = resolve(target);
  return Array.from({ length: NAMES }, (_, n) => (n === 0 ? place : `${place}~${n + 1}`));
}

function lockOf(folder: string): string {
  return join(dirname(folder), lockName(basename(folder)));
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOTDIR')) throw error;
    throw new DurableError(
      `${path} cannot be: something above it is a file and no folder; name another place`,
    );
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
