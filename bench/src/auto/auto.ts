import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadConfig, readDataset, splitDataset } from '@twotower/data';
import type { Report } from '@twotower/schema';
import { loadTrainingEngine, runExperiment } from '@twotower/trainer';
import { bareFile, bareSets } from '../portfolio/portfolio-study.ts';
import { datasetsFolder } from '../settings.ts';

const main = fileURLToPath(new URL('../main.js', import.meta.url));
const results = fileURLToPath(new URL('../../results/auto.json', import.meta.url));

/** What a set's bare config came to, unattended. */
interface AutoRun extends Pick<Report, 'metrics' | 'baselines' | 'verdict' | 'choice' | 'protocol'> {
  readonly set: string;
  /** Of the choice, the training and the examination with its baselines. */
  readonly seconds: number;
  readonly trainSeconds: number;
}

export const autoUsage = 'auto [SET ...] [--json]';

/**
 * `auto`: runs `experiment` on the bare config of each set, which says what the columns are and how the log is cut, and nothing
 * else; each set is a process of its own, and what came of it is kept at once.
 */
export async function auto(words: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { json: { type: 'boolean' } },
  });
  for (const set of positionals.length > 0 ? positionals : bareSets()) {
    const output = execFileSync(process.execPath, [main, 'auto-once', set], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      maxBuffer: 2 ** 28,
    });
    keep(JSON.parse(output));
  }
  const runs = Object.values(kept());
  process.stdout.write(values.json ? `${JSON.stringify(runs)}\n` : `${runs.map(lineOf).join('\n')}\n`);
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

function lineOf({ set, metrics, verdict, choice, seconds, trainSeconds }: AutoRun): string {
  const metric = verdict?.metric ?? choice?.metric ?? '';
  const beside = verdict
    ? `${verdict.baseline} ${figure(verdict.baselineValue)}: ${verdict.outcome} (${signed(verdict.low)} to ${signed(verdict.high)})`
    : 'no baseline';
  return `${set}: ${metric} ${figure(metrics[metric] ?? 0)}, ${beside}; chosen: ${choice?.chosen ?? 'nothing was open'}; ${seconds.toFixed(0)} s, of them ${trainSeconds.toFixed(0)} in training`;
}

function figure(value: number): string {
  return value.toFixed(4).replace(/^0/, '');
}

function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${figure(Math.abs(value))}`;
}

function kept(): Record<string, AutoRun> {
  return existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : {};
}

function keep(run: AutoRun): void {
  mkdirSync(dirname(results), { recursive: true });
  writeFileSync(results, `${JSON.stringify({ ...kept(), [run.set]: run })}\n`);
}
