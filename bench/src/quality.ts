import { existsSync, readdirSync } from 'node:fs';
import { join, parse, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig, readDataset, splitDataset } from '@twotower/data';
import type { Metrics } from '@twotower/schema';
import { loadTrainingEngine, runExperiment } from '@twotower/trainer';
import { datasetsFolder } from './settings.ts';

const CONFIGS = fileURLToPath(new URL('../quality/', import.meta.url));
const SEEDS = [42, 43, 44];

/** Trains a set's config with three seeds of split and model and prints each run and the means. */
export async function quality(set: string | undefined, json: boolean): Promise<void> {
  const file = readdirSync(CONFIGS).find((name) => parse(name).name === set);
  if (!file) {
    const sets = readdirSync(CONFIGS).map((name) => parse(name).name);
    throw new Error(`name a set: ${sets.join(', ')}`);
  }
  const folder = resolve(datasetsFolder());
  if (!existsSync(folder)) {
    throw new Error(`TWOTOWER_DATASETS names ${folder}, which does not exist`);
  }
  const { config } = await loadConfig(join(CONFIGS, file));
  const { dataset } = await readDataset(config, folder);
  const engine = await loadTrainingEngine('auto', config, { train: dataset });
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  say(`${set}: ${dataset.length} events, engine ${engine.name}, seeds ${SEEDS.join(', ')}`);

  const rows: Record<string, Metrics[]> = {};
  const seconds: number[] = [];
  for (const seed of SEEDS) {
    const split = config.split?.kind === 'random' ? { ...config.split, seed } : config.split;
    const { report } = await runExperiment('test', {
      engine,
      config: { ...config, training: { ...config.training, seed } },
      split: splitDataset(dataset, split),
    });
    for (const [name, metrics] of Object.entries({ 'two-tower': report.metrics, ...report.baselines })) {
      rows[name] = [...(rows[name] ?? []), metrics];
    }
    seconds.push(report.timing.trainSeconds);
    say(`  seed ${seed}: ${summary(report.metrics)}, ${report.timing.trainSeconds.toFixed(1)} s of training`);
  }
  const means = Object.fromEntries(Object.entries(rows).map(([name, runs]) => [name, meanOf(runs)]));
  const peakRssBytes = process.resourceUsage().maxRSS * 1024;
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ set, seeds: SEEDS, means, runs: rows, seconds, peakRssBytes })}\n`,
    );
    return;
  }
  process.stdout.write(
    `mean of ${SEEDS.length} seeds, peak memory ${(peakRssBytes / 2 ** 20).toFixed(0)} MiB\n`,
  );
  for (const [name, metrics] of Object.entries(means)) {
    process.stdout.write(`  ${name.padEnd(12)} ${summary(metrics)}\n`);
  }
}

function summary(metrics: Metrics): string {
  return Object.entries(metrics)
    .filter(([name]) => /^(recall|ndcg|interaction-hr)@/.test(name))
    .map(([name, value]) => `${name} ${value.toFixed(4)}`)
    .join('  ');
}

function meanOf(runs: readonly Metrics[]): Metrics {
  return Object.fromEntries(
    Object.keys(runs[0]).map((name) => [
      name,
      runs.reduce((sum, run) => sum + (run[name] ?? 0), 0) / runs.length,
    ]),
  );
}
