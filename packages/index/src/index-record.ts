import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IndexError } from './error.ts';

/** `index.json` of a saved index. */
export type IndexRecord =
  | { readonly formatVersion: 1; readonly kind: 'exact'; readonly size: number; readonly dim: number }
  | HnswRecord;

export interface HnswRecord {
  readonly formatVersion: 1;
  readonly kind: 'hnsw';
  readonly size: number;
  readonly dim: number;
  readonly ef: number;
  /** Whether rows have a bias, which is then the graph's last dimension. */
  readonly biased?: boolean;
  /** Of `hnsw.bin`; the native reader must not see a damaged file. */
  readonly sha256: string;
}

const FILE = 'index.json';

export async function writeIndexRecord(folder: string, record: IndexRecord): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, FILE), `${JSON.stringify(record, null, 2)}\n`);
}

/** @throws IndexError where the file is missing or is not an index record of this version */
export async function readIndexRecord(folder: string): Promise<IndexRecord> {
  const file = join(folder, FILE);
  let record: unknown;
  try {
    record = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new IndexError(`cannot read ${file}: ${(error as Error).message}; build the index again`);
  }
  if (!isIndexRecord(record))
    throw new IndexError(`${file} is no index record of version 1; build the index again`);
  return record;
}

function isIndexRecord(value: unknown): value is IndexRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { formatVersion, kind, size, dim, ef, sha256 } = value as Record<string, unknown>;
  if (formatVersion !== 1 || !Number.isInteger(size) || !Number.isInteger(dim)) return false;
  return kind === 'exact' || (kind === 'hnsw' && Number.isInteger(ef) && typeof sha256 === 'string');
}
