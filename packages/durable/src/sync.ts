import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Makes a folder and those above it that are missing; every folder that got a new name in it is synced. */
export function makeFolder(folder: string): void {
  const place = resolve(folder);
  const first = mkdirSync(place, { recursive: true });
  if (first === undefined) return;
  let made = place;
  syncPath(dirname(made));
  while (made !== resolve(first)) {
    made = dirname(made);
    syncPath(dirname(made));
  }
}

/** Syncs all folders below one, and that one last. */
export function syncFolders(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) syncPath(join(entry.parentPath, entry.name));
  }
  syncPath(folder);
}

/** Brings a file's bytes, or a folder's names, to the disk. */
export function syncPath(path: string): void {
  let handle: number;
  try {
    handle = openSync(path, 'r');
  } catch (error) {
    // Windows opens no folders; its file systems keep names in a journal of their own.
    if (process.platform === 'win32') return;
    throw error;
  }
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
