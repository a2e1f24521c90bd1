import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { nearest } from '@twotower/schema';
import { DataError } from './error.ts';
import { withDuckDb } from './parquet-table.ts';

const readable = /\.(csv|tsv|txt|dat|data|tab|parquet|pq)(\.gz)?$/i;

/**
 * The files that a path of the config stands for, in the order of their names: a file, a folder (every readable file
 * under it) or a glob.
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
    const files = readdirSync(place, { recursive: true, encoding: 'utf8' })
      .filter((name) => readable.test(name) && !/(^|[\\/])[._]/.test(name))
      .map((name) => join(place, name))
      .filter((file) => statSync(file).isFile());
    if (files.length === 0) {
      throw new DataError(`${key}: the folder ${place} has no .csv, .tsv, .txt, .dat or .parquet file`);
    }
    return files.sort();
  }
  if (!/[*?[{]/.test(path)) {
    throw new DataError(`${key}: no such file ${place}${neighbour(place)}`);
  }
  const found = await withDuckDb(async (connection) => {
    const result = await connection.runAndReadAll('select file from glob($1) order by file', [place]);
    return result.getRows().map((row) => String(row[0]));
  });
  if (found.length === 0) {
    throw new DataError(`${key}: no file matches ${place}`);
  }
  return found;
}

function neighbour(place: string): string {
  const stat = statSync(dirname(place), { throwIfNoEntry: false });
  if (!stat?.isDirectory()) {
    return `; the folder ${dirname(place)} does not exist either`;
  }
  const data = readdirSync(dirname(place)).filter((name) =>
    /\.(csv|tsv|txt|dat|data|parquet)(\.gz)?$/i.test(name),
  );
  const guess = nearest(basename(place), data);
  return guess ? `; did you mean ${guess}?` : '; paths are relative to the config file';
}
