import { dirname } from 'node:path';
import type { TracedCall } from './traced.ts';

/**
 * What a run had not brought to the disk when it ended: a kill proves nothing of that, as the system keeps what was written. Every
 * file has to be synced after its last write, and every folder after a name in it was given.
 *
 * @returns one line for each
 */
export function notSynced(calls: readonly TracedCall[], store: string): string[] {
  const open = new Map<string, string>();
  for (const { call, paths } of calls) {
    const own = paths.filter((path) => path.startsWith(store));
    if (own.length === 0) continue;
    const [path, name] = own;
    if (/^p?write/.test(call) || call === 'ftruncate') {
      if (isKept(path)) open.set(path, 'was written and not synced');
    } else if (call === 'fsync' || call === 'fdatasync') {
      open.delete(path);
    } else if (call.startsWith('rename')) {
      open.set(dirname(name), `was given ${name} and not synced`);
    } else {
      open.delete(path);
    }
  }
  return [...open].map(([path, what]) => `${path} ${what}`);
}

/** SQLite makes its index of the log anew, and nothing is read from a lock. */
function isKept(path: string): boolean {
  return !path.endsWith('-shm') && !path.includes('.twotower-lock-');
}
