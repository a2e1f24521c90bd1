import { basename, dirname, join } from 'node:path';
import { holdLock } from './held-lock.ts';
import { lockName } from './temporary-name.ts';

/**
 * Takes what only one process may have at a time, by a lock on a file beside that path. The system lets go of it when this process ends,
 * however it ends.
 *
 * @returns undefined where another has it
 */
export function holdAlone(path: string): { release(): void } | undefined {
  const lock = holdLock(join(dirname(path), lockName(basename(path))), 'alone');
  return lock && { release: () => lock.release('remove') };
}
