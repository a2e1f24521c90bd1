import { freemem, totalmem } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Bytes that this process may still take of the machine or its container. Where they are fewer than `needed`, what is garbage
 * is given back first: a model that was let go, as the one before a refit, else holds its memory until the next collection.
 */
export function freeMemory(needed: number): number {
  if (available() < needed) {
    collectGarbage();
  }
  return available();
}

function available(): number {
  // macOS counts only pages that hold nothing; those that hold copies of files, most of its memory, it gives up when asked.
  const free = process.platform === 'darwin' ? Math.max(freemem(), totalmem() / 2) : freemem();
  // Not `process.availableMemory()`: in a container it takes copies of files for taken, and a log has just been read.
  const limit = process.constrainedMemory?.() ?? 0;
  return limit > 0 && limit < totalmem() ? Math.min(free, limit - process.memoryUsage.rss()) : free;
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  // Shared memory goes with the second collection.
  collect();
  collect();
}
