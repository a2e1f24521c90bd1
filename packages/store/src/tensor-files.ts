import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SealedFolder } from '@twotower/durable';
import { StoreError } from './error.ts';
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts';
import type { Tensor, Tensors } from './tensor.ts';

/** Numbers a file, so that it stays below 1 GiB with its header. */
const NUMBERS_A_FILE = 2 ** 28 - 2 ** 20;
/** Written through a small copy: tables lie in shared memory, which not every call of Node takes. */
const CHUNK = 2 ** 20;
const SUFFIX = '.safetensors';

/**
 * Writes tensors to `<base>.safetensors`, or where they are too many to `<base>-00001-of-00003.safetensors` and so
 * on. A tensor that does not fit one file continues in the next: its rows lie in several files under one name.
 *
 * @param base path without suffix; its folder is made
 */
export async function writeTensors(base: string, tensors: Tensors, limit = NUMBERS_A_FILE): Promise<void> {
  await mkdir(dirname(base), { recursive: true });
  const shards = shardTensors(tensors, limit);
  for (const [i, shard] of shards.entries()) {
    await writeShard(
      shards.length === 1 ? base + SUFFIX : `${base}-${five(i + 1)}-of-${five(shards.length)}${SUFFIX}`,
      shard,
    );
  }
}

/**
 * Reads back what {@link writeTensors} wrote under a sealed folder.
 *
 * @param base path relative to the folder, without suffix; `folder/*` reads every file of a folder, maybe none
 * @throws StoreError naming the file that is missing or damaged
 */
export async function readTensors(sealed: SealedFolder, base: string): Promise<Tensors> {
  const paths = sealed.files.map(({ path }) => path).filter((path) => isShardOf(path, base));
  if (paths.length === 0 && !base.endsWith('/*'))
    throw new StoreError(`${sealed.folder}/${base}${SUFFIX} is not in the manifest; write it again`);
  const parts = new Map<string, Tensor[]>();
  for (const path of paths.sort()) {
    for (const [name, tensor] of decode(`${sealed.folder}/${path}`, await sealed.read(path))) {
      parts.set(name, [...(parts.get(name) ?? []), tensor]);
    }
  }
  return Object.fromEntries([...parts].map(([name, tensors]) => [name, joinRows(tensors)]));
}

function decode(file: string, bytes: Uint8Array): Map<string, Tensor> {
  try {
    return decodeSafetensors(bytes);
  } catch (error) {
    throw new StoreError(`${file} is no safetensors file: ${(error as Error).message}; write it again`);
  }
}

function shardTensors(tensors: Tensors, limit: number): Map<string, Tensor>[] {
  let shard = new Map<string, Tensor>();
  const shards = [shard];
  let room = limit;
  for (const name of Object.keys(tensors).sort((a, b) => (a < b ? -1 : 1))) {
    const { shape, data } = tensors[name];
    const rows = shape[0] ?? 1;
    const width = rows === 0 ? 0 : data.length / rows;
    let from = 0;
    do {
      const fits = width === 0 ? rows : Math.min(rows - from, Math.floor(room / width));
      if (fits > 0 || rows === 0) {
        const part = data.subarray(from * width, (from + fits) * width);
        shard.set(name, { shape: shape.length === 0 ? [] : [fits, ...shape.slice(1)], data: part });
        from += fits;
        room -= part.length;
      }
      if (from < rows) {
        if (width > limit)
          throw new StoreError(`one row of tensor ${name} is larger than a file may be; use a smaller dim`);
        shard = new Map();
        shards.push(shard);
        room = limit;
      }
    } while (from < rows);
  }
  // A shard that the first tensor already outgrew is left empty.
  return shards.length > 1 ? shards.filter(({ size }) => size > 0) : shards;
}

async function writeShard(path: string, shard: ReadonlyMap<string, Tensor>): Promise<void> {
  const { head, arrays } = encodeSafetensors(shard);
  const handle = await open(path, 'w');
  try {
    await handle.writeFile(head);
    for (const array of arrays) {
      for (let start = 0; start < array.length; start += CHUNK) {
        await handle.writeFile(new Uint8Array(array.slice(start, start + CHUNK).buffer));
      }
    }
  } finally {
    await handle.close();
  }
}

function joinRows(parts: readonly Tensor[]): Tensor {
  if (parts.length === 1) return parts[0];
  const data = new Float32Array(parts.reduce((sum, part) => sum + part.data.length, 0));
  let offset = 0;
  for (const part of parts) {
    data.set(part.data, offset);
    offset += part.data.length;
  }
  const rows = parts.reduce((sum, { shape }) => sum + shape[0], 0);
  return { shape: [rows, ...parts[0].shape.slice(1)], data };
}

function isShardOf(path: string, base: string): boolean {
  if (!path.endsWith(SUFFIX)) return false;
  if (base.endsWith('/*')) return path.startsWith(base.slice(0, -1));
  if (!path.startsWith(base)) return false;
  const middle = path.slice(base.length, -SUFFIX.length);
  return middle === '' || /^-\d{5}-of-\d{5}$/.test(middle);
}

function five(n: number): string {
  return String(n).padStart(5, '0');
}
