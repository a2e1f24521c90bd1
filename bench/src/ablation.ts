import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Engine, loadEngine } from '@twotower/core/train';
import { type DatasetSplit, splitDataset } from '@twotower/data';
import { type Dataset, userBlocks } from '@twotower/features';
import type { Config } from '@twotower/schema';
import { runExperiment } from '@twotower/trainer';
import { type AblationSet, openAblationSet } from './ablation-sets.ts';
import { variants } from './ablation-variants.ts';

const RESULTS = fileURLToPath(new URL('../results/', import.meta.url));
const SEEDS = [42, 43, 44];
const METRIC = 'ndcg@20';
/** Seconds of training a run; `bench/README.md` has the figures of this budget. */
const BUDGET = 15;

/** One variant on one set: the setting chosen on validation and the test figures of three seeds. */
interface Row {
  readonly variant: string;
  readonly setting: string;
  readonly validation: number;
  readonly test: readonly Readonly<Record<string, number>>[];
}

/**
 * Trains every variant of loss, correction and negatives on each set for the same seconds: one setting of each is chosen
 * on the validation part with one seed, then three seeds are trained and examined on the test part, which chose nothing.
 *
 * @param names sets, such as `lastfm`, or `lastfm:CCL` to measure only the variants that begin so anew
 */
export async function ablation(names = 'lastfm,kuairand-pure,simulated', json: boolean): Promise<void> {
  const engine = await loadEngine('auto');
  for (const word of names.split(',')) {
    const [name, only = ''] = word.split(':');
    const set = await openAblationSet(name);
    try {
      const rows = merged(name, await ablate(engine, set, only));
      mkdirSync(RESULTS, { recursive: true });
      const result = { set: name, metric: METRIC, budgetSeconds: BUDGET, seeds: SEEDS, rows };
      writeFileSync(resolve(RESULTS, `ablation-${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
      process.stdout.write(json ? `${JSON.stringify(result)}\n` : `${table(name, rows)}\n`);
    } finally {
      set.close();
    }
  }
}

async function ablate(engine: Engine, { name, config, dataset }: AblationSet, only: string): Promise<Row[]> {
  const split = splitDataset(dataset, config.split);
  const rows: Row[] = [];
  for (const variant of variants.filter((candidate) => candidate.name.startsWith(only))) {
    if (variant.needs && !hasDropped(dataset, variant.needs)) {
      rows.push({ variant: variant.name, setting: 'n/a', validation: Number.NaN, test: [] });
      continue;
    }
    const tried: { setting: string; config: Config; value: number }[] = [];
    for (const { setting, apply } of variant.settings) {
      const candidate = withBudget(apply(config));
      const { report } = await runExperiment('validation', {
        engine,
        config: candidate,
        split,
        refit: false,
      });
      tried.push({ setting, config: candidate, value: report.metrics[METRIC] });
    }
    const best = tried.reduce((a, b) => (b.value > a.value ? b : a));
    const test = [];
    for (const seed of SEEDS) {
      test.push(
        await testFigures(engine, { ...best.config, training: { ...best.config.training, seed } }, split),
      );
    }
    rows.push({ variant: variant.name, setting: best.setting, validation: best.value, test });
    process.stderr.write(`${name}  ${line(rows[rows.length - 1])}\n`);
  }
  return rows;
}

/** The rows measured now in place of those of the same name in the kept results. */
function merged(name: string, measured: readonly Row[]): Row[] {
  const path = resolve(RESULTS, `ablation-${name}.json`);
  const kept: { rows: Row[] } = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : { rows: [] };
  const rows = [
    ...measured,
    ...kept.rows.filter((row) => !measured.some(({ variant }) => variant === row.variant)),
  ];
  const place = (row: Row) => variants.findIndex((variant) => variant.name === row.variant);
  return rows.filter((row) => place(row) >= 0).sort((a, b) => place(a) - place(b));
}

async function testFigures(
  engine: Engine,
  config: Config,
  split: DatasetSplit,
): Promise<Record<string, number>> {
  const { report } = await runExperiment('test', { engine, config, split, refit: false });
  const { metrics } = report;
  return { [METRIC]: metrics[METRIC], 'recall@20': metrics['recall@20'] };
}

function withBudget(config: Config): Config {
  return {
    ...config,
    training: { ...config.training, workers: 1, epochs: 1000, earlyStopping: 1000, maxSeconds: BUDGET },
    evaluation: { ...config.evaluation, k: [20], baselines: [] },
  };
}

/** Whether the log has the events that a variant draws from. */
function hasDropped(dataset: Dataset, needed: 'ranked_out' | 'impression'): boolean {
  const rankedOut = dataset.types.indexOf('ranked_out');
  for (const { events } of userBlocks(dataset)) {
    for (let e = 0; e < events.length; e++) {
      if (events.positive[e] === 0 && (events.type[e] === rankedOut) === (needed === 'ranked_out')) {
        return true;
      }
    }
  }
  return false;
}

function table(name: string, rows: readonly Row[]): string {
  return [
    `${name}: ${METRIC} and recall@20 on the test part, mean of ${SEEDS.length} seeds`,
    ...rows.map(line),
  ].join('\n');
}

function line({ variant, setting, test }: Row): string {
  if (test.length === 0) {
    return `  ${variant.padEnd(34)} n/a`;
  }
  const mean = (metric: string) => test.reduce((sum, run) => sum + run[metric], 0) / test.length;
  const runs = test.map((run) => run[METRIC].toFixed(4)).join(' ');
  return `  ${variant.padEnd(34)} ${mean(METRIC).toFixed(4)}  ${mean('recall@20').toFixed(4)}  (${runs})  ${setting}`;
}
