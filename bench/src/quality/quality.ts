import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { datasetsFolder } from '../settings.ts';
import { publishedSets } from './published.ts';
import { writeTables } from './readme.ts';
import { keepRun, keptRuns, type Run, readSet, type SetResult } from './results.ts';
import { nameOfRow, type QualityRow, qualityRows, rowsOfSet } from './rows.ts';
import { rowLines } from './summary.ts';

const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));
const FIRST_SEED = 42;

/**
 * `quality SET | SET.VARIANT | --all`: trains each config of a set, or one of them, with several seeds, each in a process of its own, and keeps every
 * run at once in `results/`. A run that is there already is not measured again, unless its config has changed or
 * `--again` is given; so an interrupted command goes on where it stood. `--table` writes the tables of the README.
 */
export async function quality(words: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      all: { type: 'boolean' },
      again: { type: 'boolean' },
      json: { type: 'boolean' },
      table: { type: 'boolean' },
      seeds: { type: 'string', default: '3' },
    },
  });
  if (values.table) {
    say(`wrote the tables of ${writeTables()}`);
    return;
  }
  const count = Number(values.seeds);
  if (!Number.isInteger(count) || count < 1) {
    throw new Error(`--seeds ${values.seeds}: give a whole number from 1`);
  }
  const seeds = Array.from({ length: count }, (_, s) => FIRST_SEED + s);
  const rows = values.all ? qualityRows() : rowsOfSet(positionals[0]);
  if (!existsSync(datasetsFolder())) {
    throw new Error(`TWOTOWER_DATASETS names ${datasetsFolder()}, which does not exist`);
  }
  const failed = rows.filter((row) => !measureRow(row, seeds, values.again === true));
  const results = [...new Set(rows.map(({ set }) => set))].map((set) => readSet(set));
  process.stdout.write(
    values.json ? `${JSON.stringify(results)}\n` : `${results.flatMap(setLines).join('\n')}\n`,
  );
  if (failed.length > 0) {
    throw new Error(
      `failed: ${failed.map(nameOfRow).join(', ')}; run the command again to measure what is missing`,
    );
  }
}

/** @returns whether all seeds of the row are there */
function measureRow(row: QualityRow, seeds: readonly number[], again: boolean): boolean {
  const kept = keptRuns(readSet(row.set), row);
  if (kept.length === 0 && readSet(row.set).rows.some(({ variant }) => variant === row.variant)) {
    say(`${nameOfRow(row)}: the config has changed since it was measured, so its runs go`);
  }
  let complete = true;
  for (const seed of seeds) {
    if (!again && kept.some((run) => run.seed === seed)) {
      say(`${nameOfRow(row)}, seed ${seed}: measured already`);
      continue;
    }
    say(`${nameOfRow(row)}, seed ${seed}`);
    try {
      keepRun(row, runInProcess(row.file, seed));
    } catch {
      say(`${nameOfRow(row)}, seed ${seed}: failed, see above`);
      complete = false;
    }
  }
  return complete;
}

function runInProcess(file: string, seed: number): Run {
  const output = execFileSync(process.execPath, [MAIN, 'quality-once', file, String(seed)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 28,
  });
  return JSON.parse(output);
}

function setLines({ set, rows }: SetResult): string[] {
  const published = publishedSets[set];
  return [
    `${set}: ${published.protocol}`,
    ...rows.flatMap((row) => rowLines(row, published)),
    ...published.peers.map(({ name, values, source }) => {
      const figures = Object.entries(values).map(([metric, value]) => `${metric} ${String(value).slice(1)}`);
      return `  ${name}: ${figures.join('  ')} (${source})`;
    }),
  ];
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
