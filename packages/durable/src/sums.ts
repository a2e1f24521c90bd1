import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const sumsSchema = z.record(z.string(), z.string());
const sealName = 'sums.json';

/** Syncs every file of a folder to the disk and writes down their sums. */
export function sealFolder(folder: string): void {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
  const sums = Object.fromEntries(files.map((name) => [name, sumOf(join(folder, name), true)]));
  writeFileSync(join(folder, sealName), JSON.stringify(sums));
}

/** Whether a folder was sealed and every file of then is as it was. */
export function isWhole(folder: string): boolean {
  if (!existsSync(join(folder, sealName))) {
    return false;
  }
  try {
    const sums = sumsSchema.parse(JSON.parse(readFileSync(join(folder, sealName), 'utf8')));
    return Object.entries(sums).every(
      ([name, sum]) => existsSync(join(folder, name)) && sumOf(join(folder, name), false) === sum,
    );
  } catch (error) {
    // A seal that cannot be parsed is a broken one; anything else is for the caller.
    if (error instanceof SyntaxError || error instanceof z.ZodError) {
      return false;
    }
    throw error;
  }
}

function sumOf(path: string, sync: boolean): string {
  const hash = createHash('sha256');
  const file = openSync(path, 'r');
  try {
    if (sync) {
      fsyncSync(file);
    }
    const bytes = new Uint8Array(1 << 20);
    for (let read = readSync(file, bytes); read > 0; read = readSync(file, bytes)) {
      hash.update(bytes.subarray(0, read));
    }
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}
