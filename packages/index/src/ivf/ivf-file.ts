import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IndexError } from '../error.ts';
import { type IvfRecord, writeIndexRecord } from '../index-record.ts';
import type { Lists } from './list-layout.ts';

const FILE = 'ivf.bin';

/** Writes centres and each row's list, as little-endian floats and integers one after the other. */
export async function saveLists(folder: string, lists: Lists, dim: number, probes: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const bytes = Buffer.concat([bytesOf(lists.centres), bytesOf(lists.listOf)]);
  await writeFile(join(folder, FILE), bytes);
  await writeIndexRecord(folder, {
    formatVersion: 1,
    kind: 'ivf',
    size: lists.listOf.length,
    dim,
    lists: lists.centres.length / dim,
    probes,
    sha256: sumOf(bytes),
  });
}

/** @throws IndexError where the file is missing or damaged, or holds what cannot be */
export async function readLists(folder: string, record: IvfRecord): Promise<Lists> {
  const file = join(folder, FILE);
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    throw new IndexError(`cannot read ${file}: ${(error as Error).message}; build the index again`);
  }
  const { size, dim, lists, sha256 } = record;
  if (sumOf(bytes) !== sha256 || bytes.length !== 4 * (lists * dim + size)) {
    throw new IndexError(`${file} is not the file that was written; build the index again`);
  }
  const own = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  const centres = new Float32Array(own, 0, lists * dim);
  const listOf = new Int32Array(own, 4 * lists * dim, size);
  if (!centres.every(Number.isFinite) || !listOf.every((list) => list >= 0 && list < lists)) {
    throw new IndexError(`${file} holds lists that cannot be; build the index again`);
  }
  return { centres, listOf };
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Int32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function sumOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
