import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { DataError } from '../error.ts';

/**
 * Lets `write` fill a temporary folder beside `out`, then renames it to `out`: a reader sees all files or none, even
 * after a kill. Temporary folders that killed runs have left are removed.
 *
 * @throws DataError where `out` exists and is not an empty folder
 */
export async function writeFolder<T>(out: string, write: (folder: string) => Promise<T>): Promise<T> {
  const target = resolve(out);
  const parent = dirname(target);
  await requireAbsent(out, target);
  await mkdir(parent, { recursive: true });
  const prefix = `.${basename(target)}.partial-`;
  await removeLeftovers(parent, prefix);
  const temporary = join(parent, prefix + process.pid);
  await mkdir(temporary);
  try {
    const result = await write(temporary);
    await requireAbsent(out, target);
    await rmdir(target).catch(ignoreAbsent);
    await rename(temporary, target);
    await syncFolder(parent);
    return result;
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
}

async function requireAbsent(out: string, target: string): Promise<void> {
  try {
    const entries = await readdir(target);
    if (entries.length > 0) {
      throw new DataError(`--out ${out} is a folder that is not empty; name a new one or remove it first`);
    }
  } catch (error) {
    if (codeOf(error) === 'ENOTDIR') {
      throw new DataError(`--out ${out} is a file, not a folder; name a new folder`);
    }
    ignoreAbsent(error);
  }
}

async function removeLeftovers(parent: string, prefix: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const owner = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : Number.NaN;
    if (Number.isInteger(owner) && (owner === process.pid || !isRunning(owner))) {
      await rm(join(parent, name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') {
    return;
  }
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

function ignoreAbsent(error: unknown): void {
  if (codeOf(error) !== 'ENOENT') {
    throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
