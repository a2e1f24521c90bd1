import { renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { holdLock } from './held-lock.ts';
import { syncPath } from './sync.ts';
import { lockName, temporaryName } from './temporary-name.ts';

/**
 * Removes a sealed folder in one step for every reader: it gets an unfinished one's name first, so that a crash in between
 * leaves nothing half there, and what is left goes with the other leftovers.
 */
export function removeSealed(folder: string): void {
  const place = resolve(folder);
  const parent = dirname(place);
  const name = temporaryName();
  const lock = holdLock(join(parent, lockName(name)), 'alone');
  try {
    renameSync(place, join(parent, name));
    syncPath(parent);
    rmSync(join(parent, name), { recursive: true });
  } finally {
    lock?.release('remove');
  }
}
