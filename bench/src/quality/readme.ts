import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { publishedSets } from './published.ts';
import { RESULTS_FOLDER, readSet } from './results.ts';
import { setTable } from './table.ts';

const README = fileURLToPath(new URL('../../README.md', import.meta.url));
const BEGIN = '<!-- quality:begin, written by `pnpm bench quality --table` from results/quality-*.json -->';
const END = '<!-- quality:end -->';

/** The tables of all sets that have results. */
export function qualityTables(folder = RESULTS_FOLDER): string {
  const kept = new Set(readdirSync(folder));
  const tables = Object.keys(publishedSets)
    .filter((set) => kept.has(`quality-${set}.json`))
    .map((set) => setTable(readSet(set, folder)));
  return tables.length > 0 ? tables.join('\n\n') : 'Nothing was measured yet: `pnpm bench quality --all`.';
}

/**
 * A text with what stands between its markers replaced.
 *
 * @throws Error where it has no markers
 */
export function withTables(readme: string, tables: string): string {
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin < 0 || end < begin) {
    throw new Error(`the README needs a line "${BEGIN}" and after it a line "${END}", where the tables go`);
  }
  return `${readme.slice(0, begin + BEGIN.length)}\n\n${tables}\n\n${readme.slice(end)}`;
}

/** Writes the tables into `bench/README.md`. @returns the file's path */
export function writeTables(): string {
  writeFileSync(README, withTables(readFileSync(README, 'utf8'), qualityTables()));
  return README;
}

/** Whether `bench/README.md` shows what the results say. */
export function tablesAreCurrent(): boolean {
  const readme = readFileSync(README, 'utf8');
  return readme === withTables(readme, qualityTables());
}
