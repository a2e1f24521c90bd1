import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DataError } from '../error.ts';
import type { Format } from '../table.ts';
import { openTable } from '../tables/open-tables.ts';
import { type ColumnProfile, profileTable } from './column-profile.ts';
import { isReadableFile } from './find-log.ts';
import { type InferredFeatures, inferFeatures } from './infer-features.ts';
import { nameFits } from './role-names.ts';

/** A file beside the log that describes its users or its items. */
export interface SideFile extends InferredFeatures {
  readonly file: string;
  /** The column of its ids. */
  readonly key: string;
}

const readable = /\.((csv|tsv|txt|dat|tab|jsonl|ndjson|json)(\.(gz|zst))?|parquet|pq)$/i;
const largestBytes = 1 << 26;
const mostFiles = 20;

/**
 * Of the files beside the log, the one that has a row for each id and gives the most features. Its id column has the
 * log's name for it, or one that says the same.
 *
 * @param ids the log's column of these ids
 * @param other the log's column of the other side's ids
 */
export async function findSideFile(
  log: string,
  side: 'user' | 'item',
  ids: ColumnProfile,
  other: ColumnProfile,
  format: Format,
): Promise<SideFile | undefined> {
  const beside = readdirSync(dirname(log))
    .filter((name) => readable.test(name) && name !== basename(log))
    .map((name) => join(dirname(log), name))
    .filter((file) => isReadableFile(file) && statSync(file).size < largestBytes)
    .sort()
    .slice(0, mostFiles);
  let best: SideFile | undefined;
  for (const file of beside) {
    const found = await describes(file, side, ids, other, format);
    if (found && found.features.length > (best?.features.length ?? 0)) {
      best = found;
    }
  }
  return best;
}

/** A neighbour that cannot be read, or is about something else, is not taken in. */
async function describes(
  file: string,
  side: 'user' | 'item',
  ids: ColumnProfile,
  other: ColumnProfile,
  { encoding, header }: Format,
): Promise<SideFile | undefined> {
  try {
    const role = side === 'user' ? 'users' : 'items';
    const table = await openTable(file, role, { encoding, header, columns: {} });
    const names = table.columns.map(({ name }) => name);
    if (names.includes(other.name) || !names.some((name) => isKeyName(name, side, ids.name, file))) {
      return undefined;
    }
    const columns = await profileTable(table);
    const key = columns
      .filter((column) => isKeyName(column.name, side, ids.name, file) && isKeyOf(column, ids))
      .sort((a, b) => Number(b.name === ids.name) - Number(a.name === ids.name))[0];
    return key && { file, key: key.name, ...inferFeatures(key, without(columns, key)) };
  } catch (error) {
    if (error instanceof DataError) {
      return undefined;
    }
    throw error;
  }
}

/** `movieId` of both; `sku` for a log's `product.sku`; a plain `id` where the file is called by what it describes. */
function isKeyName(name: string, side: 'user' | 'item', idName: string, file: string): boolean {
  const [about] = basename(file).split(/[^\p{L}]/u);
  return (
    name === idName ||
    idName.endsWith(`.${name}`) ||
    nameFits(side, name) === 2 ||
    (/^_?id$/i.test(name) && nameFits(side, about) > 0)
  );
}

/** One row an id, and at least half of the log's ids among them; under another name nearly all. */
function isKeyOf(key: ColumnProfile, ids: ColumnProfile): boolean {
  const known = new Set(key.values.map(String));
  const seen = [...new Set(ids.values.slice(0, 20_000).map(String))];
  const share = seen.filter((id) => known.has(id)).length / Math.max(1, seen.length);
  const sameName = key.name === ids.name;
  return key.distinct >= 0.99 * key.values.length && share >= (sameName ? 0.5 : 0.95);
}

function without(columns: readonly ColumnProfile[], key: ColumnProfile): ColumnProfile[] {
  return columns.filter((column) => column !== key);
}
