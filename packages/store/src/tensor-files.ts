import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SealedFolder } from '@twotower/durable';
import { StoreError } from './error.ts';
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts';
import type { Tensor, TensorData, Tensors } from './tensor.ts';

/** So that a file stays below 1 GiB with its header. */
const BYTES_A_FILE = 2 ** 30 - 2 ** 22;
/** Written through a small copy: tables lie in shared memory, which not every call of Node takes. */
const CHUNK = 2 ** 20;
const SUFFIX = '.safetensors';

/**
 * Writes tensors to `<base>.safetensors`, or where they are too many to `<base>-00001-of-00003.safetensors` and so
 * on. A tensor that does not fit one file continues in the next: its rows lie in several files under one name.
 *
 * @param base path without suffix; its folder is made
 * @param limit bytes of numbers a file
 */
export async function writeTensors(base: string, tensors: Tensors, limit = BYTES_A_FILE): Promise<void> {
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
  return Object.fromEntries([...parts].map(([name, tensors]) => [name, joinRows(name, tensors)]));
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
    const rowBytes = width * data.BYTES_PER_ELEMENT;
    let from = 0;
    do {
      const fits = width === 0 ? rows : Math.min(rows - from, Math.floor(room / rowBytes));
      if (fits > 0 || rows === 0) {
        const part = data.subarray(from * width, (from + fits) * width);
        shard.set(name, { shape: shape.length === 0 ? [] : [fits, ...shape.slice(1)], data: part });
        from += fits;
        room -= part.byteLength;
      }
      if (from < rows) {
        if (rowBytes > limit)
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

function joinRows(name: string, parts: readonly Tensor[]): Tensor {
  if (parts.length === 1) return parts[0];
  const [{ data: first }] = parts;
  const type = first.constructor as { new (length: number): TensorData };
  const data = new type(parts.reduce((sum, part) => sum + part.data.length, 0));
  // By bytes, which all types have in common.
  const bytes = new Uint8Array(data.buffer);
  let offset = 0;
  for (const { data: part } of parts) {
    if (part.constructor !== type)
      throw new StoreError(`tensor ${name} is of several types in its files; write it again`);
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), offset);
    offset += part.byteLength;
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
