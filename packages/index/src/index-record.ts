import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IndexError } from './error.ts';

/** `index.json` of a saved index. */
export type IndexRecord =
  | { readonly formatVersion: 1; readonly kind: 'exact'; readonly size: number; readonly dim: number }
  | IvfRecord
  | HnswRecord;

export interface IvfRecord {
  readonly formatVersion: 1;
  readonly kind: 'ivf';
  readonly size: number;
  readonly dim: number;
  readonly lists: number;
  readonly probes: number;
  /** Of `ivf.bin`. */
  readonly sha256: string;
}

export interface HnswRecord {
  readonly formatVersion: 1;
  readonly kind: 'hnsw';
  readonly size: number;
  readonly dim: number;
  readonly ef: number;
  /** Nodes of the graph: one a vector that differs from all before it. Absent in old graphs: a node a row. */
  readonly nodes?: number;
  /** Whether the graph has the bias as one more dimension; absent in old graphs: it has not. */
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
  const { formatVersion, kind, size, dim, ef, lists, probes, sha256, nodes, biased } = value as Record<
    string,
    unknown
  >;
  if (formatVersion !== 1 || !isCount(size, 0) || !isCount(dim, 1)) return false;
  if (kind === 'exact') return true;
  if (typeof sha256 !== 'string') return false;
  if (kind === 'ivf') return isCount(lists, 1) && isCount(probes, 1);
  const known = nodes === undefined || isCount(nodes, 1);
  return kind === 'hnsw' && isCount(ef, 1) && known && (biased === undefined || typeof biased === 'boolean');
}

function isCount(value: unknown, least: number): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least;
}
