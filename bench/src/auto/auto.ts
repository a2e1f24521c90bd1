import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadConfig, readDataset, splitDataset } from '@twotower/data';
import { loadTrainingEngine, runExperiment } from '@twotower/trainer';
import { bareFile, bareSets } from '../portfolio/portfolio-study.ts';
import { readSet } from '../quality/results.ts';
import { keepResults } from '../results-table.ts';
import { datasetsFolder } from '../settings.ts';
import type { AutoRun } from './auto-run.ts';
import { autoTable } from './auto-table.ts';

const main = fileURLToPath(new URL('../main.js', import.meta.url));
const results = fileURLToPath(new URL('../../results/auto.json', import.meta.url));

export const autoUsage = 'auto [SET ...] [--table] [--json]';

/**
 * `auto`: runs `experiment` on the bare config of each set, which says what the columns are and how the log is cut, and nothing
 * else; each set is a process of its own, and what came of it is kept and written into the README at once. `--table` runs nothing
 * and writes what is kept.
 */
export async function auto(words: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { json: { type: 'boolean' }, table: { type: 'boolean' } },
  });
  const sets = positionals.length > 0 ? positionals : bareSets();
  for (const set of values.table ? [] : sets) {
    const output = execFileSync(process.execPath, [main, 'auto-once', set], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      maxBuffer: 2 ** 28,
    });
    const run: AutoRun = JSON.parse(output);
    write({ ...kept(), [run.set]: run });
  }
  if (values.table) {
    write(kept());
  }
  const runs = Object.values(kept());
  process.stdout.write(values.json ? `${JSON.stringify(runs)}\n` : `${autoTable(runs, readSet)}\n`);
}

export async function autoOnce(set: string): Promise<void> {
  const { config, stated } = await loadConfig(bareFile(set));
  const { dataset } = await readDataset(config, datasetsFolder());
  const split = splitDataset(dataset, config.split);
  const engine = await loadTrainingEngine('auto', config, split);
  const started = performance.now();
  const { report } = await runExperiment('test', {
    engine,
    config,
    stated,
    split,
    onProgress: (progress) => {
      if (progress.kind === 'notice' || progress.kind === 'phase') {
        process.stderr.write(`${set}: ${progress.message}\n`);
      }
    },
  });
  const { metrics, baselines, verdict, choice, protocol, timing } = report;
  const seconds = (performance.now() - started) / 1000;
  const run: AutoRun = {
    ...{ set, metrics, baselines, verdict, choice, protocol, seconds },
    trainSeconds: timing.trainSeconds,
  };
  process.stdout.write(`${JSON.stringify(run)}\n`);
}

function kept(): Record<string, AutoRun> {
  return existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : {};
}

function write(runs: Record<string, AutoRun>): void {
  keepResults('auto', runs, autoTable(Object.values(runs), readSet));
}
