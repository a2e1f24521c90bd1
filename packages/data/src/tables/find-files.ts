import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, parse, resolve } from 'node:path';
import { nearest } from '@twotower/schema';
import { DataError } from '../error.ts';
import { withDuckDb } from './duckdb.ts';
import { literalPath } from './literal-path.ts';

const readable = /\.((csv|tsv|txt|dat|data|tab|jsonl|ndjson|json)(\.(gz|zst))?|parquet|pq)$/i;

/**
 * The files that a path of the config stands for, in the order of their names: a file, a folder (every readable file
 * under it) or a glob. The formats may be mixed.
 *
 * @param key the config's key, for messages
 * @throws DataError where there is none
 */
export async function findFiles(path: string, folder: string, key: string): Promise<string[]> {
  const place = resolve(folder, path);
  const stat = statSync(place, { throwIfNoEntry: false });
  if (stat?.isFile()) {
    return [place];
  }
  if (stat?.isDirectory()) {
    return readableUnder(place, key);
  }
  if (!/[*?[{]/.test(path)) {
    throw new DataError(`${key}: no such file ${place}${neighbour(place)}`);
  }
  const found = await withDuckDb(async (connection) => {
    const files = new Set<string>();
    for (const pattern of patternsOf(path, folder)) {
      const result = await connection.runAndReadAll('select file from glob($1)', [pattern]);
      for (const [file] of result.getRows()) {
        files.add(String(file));
      }
    }
    return [...files].sort();
  });
  if (found.length === 0) {
    throw new DataError(`${key}: no file matches ${place}`);
  }
  return found;
}

/**
 * The patterns that a path stands for, absolute. Signs of a pattern in `folder`, and in the folders that the path begins
 * with as they are called, are no pattern.
 */
function patternsOf(path: string, folder: string): string[] {
  const { root } = parse(path);
  let base = isAbsolute(path) ? root : resolve(folder);
  const parts = path.slice(root.length).split(/[\\/]/);
  while (parts.length > 1 && isFolder(join(base, parts[0]))) {
    base = join(base, parts.shift() ?? '');
  }
  return alternatives(parts.join('/')).map((pattern) => join(literalPath(base), pattern));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** `*.{csv,tsv}` as `*.csv` and `*.tsv`: DuckDB knows no braces. */
function alternatives(pattern: string): string[] {
  const found = /\{([^{}]*)\}/.exec(pattern);
  if (!found) {
    return [pattern];
  }
  const [whole, inside] = found;
  const before = pattern.slice(0, found.index);
  const behind = pattern.slice(found.index + whole.length);
  return inside.split(',').flatMap((choice) => alternatives(`${before}${choice}${behind}`));
}

function readableUnder(folder: string, key: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => readable.test(name) && !/(^|[\\/])[._]/.test(name))
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());
  if (files.length === 0) {
    throw new DataError(
      `${key}: the folder ${folder} has no .csv, .tsv, .txt, .dat, .jsonl, .json or .parquet file (text also .gz or .zst)`,
    );
  }
  return files.sort();
}

function neighbour(place: string): string {
  const stat = statSync(dirname(place), { throwIfNoEntry: false });
  if (!stat?.isDirectory()) {
    return `; the folder ${dirname(place)} does not exist either`;
  }
  const guess = nearest(
    basename(place),
    readdirSync(dirname(place)).filter((name) => readable.test(name)),
  );
  return guess ? `; did you mean ${guess}?` : '; paths are relative to the config file';
}
