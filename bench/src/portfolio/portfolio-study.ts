import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { loadConfig, readDataset, splitDataset } from '@twotower/data';
import type { Config } from '@twotower/schema';
import {
  loadTrainingEngine,
  passesFor,
  positivesOf,
  runExperiment,
  TrainerError,
  withCandidate,
} from '@twotower/trainer';
import { keepResults } from '../results-table.ts';
import { datasetsFolder } from '../settings.ts';
import { leaveOneOut, leaveOneOutTable } from './leave-one-out.ts';
import { pool } from './pool.ts';
import type { Study, Tried } from './study.ts';

const bare = fileURLToPath(new URL('../../bare', import.meta.url));
const results = fileURLToPath(new URL('../../results/portfolio.json', import.meta.url));

export const studyUsage = 'portfolio [SET ...] [--only NAME] | portfolio --table';

/** Trains every whole setting of the pool on each set's bare config and keeps what came of it; what is kept is not trained again.
 * `--table` trains nothing and writes what a portfolio learnt without a set comes to on it. */
export async function portfolioStudy(words: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { only: { type: 'string' }, table: { type: 'boolean' } },
  });
  if (values.table) {
    await writeTable();
    return;
  }
  const sets = positionals.length > 0 ? positionals : bareSets();
  for (const set of sets) {
    await studySet(set, values.only);
  }
}

export function bareSets(): string[] {
  return readdirSync(bare).map((file) => file.slice(0, -extname(file).length));
}

export function bareFile(set: string): string {
  const file = readdirSync(bare).find((name) => name.slice(0, -extname(name).length) === set);
  if (file === undefined) {
    throw new Error(`no bare config of ${set}; there are ${bareSets().join(', ')}`);
  }
  return join(bare, file);
}

export function readStudy(): Study {
  return existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : {};
}

async function writeTable(): Promise<void> {
  const study = readStudy();
  const first = new Map<string, number>();
  for (const set of Object.keys(study)) {
    const { config, stated } = await loadConfig(bareFile(set));
    const { dataset } = await readDataset(config, datasetsFolder());
    const { train } = splitDataset(dataset, config.split);
    first.set(set, passesFor(config, positivesOf([train]).length, stated).first);
  }
  const table = leaveOneOutTable(await leaveOneOut(study, (set) => first.get(set) ?? 1));
  keepResults('portfolio', study, table);
  process.stdout.write(`${table}\n`);
}

async function studySet(set: string, only: string | undefined): Promise<void> {
  const { config, stated } = await loadConfig(bareFile(set));
  const { dataset } = await readDataset(config, datasetsFolder());
  const split = splitDataset(dataset, config.split);
  const k = config.evaluation.k[0];
  const long = passesFor(config, positivesOf([split.train]).length, stated).config;
  const seen: Config[] = [];
  for (const candidate of pool) {
    const changed = withCandidate(long, candidate, stated);
    const isKnown = seen.some((other) => isDeepStrictEqual(other, changed));
    seen.push(changed);
    if (isKnown || (changed.training.halfLife !== undefined && config.schema.event.time === undefined)) {
      continue;
    }
    if (readStudy()[set]?.[candidate.name] || (only !== undefined && candidate.name !== only)) {
      continue;
    }
    const started = performance.now();
    try {
      const engine = await loadTrainingEngine('auto', changed, split);
      const { report } = await runExperiment('test', {
        engine,
        config: { ...changed, evaluation: { ...changed.evaluation, baselines: [] } },
        split,
        refit: false,
      });
      const metric = `ndcg@${k}`;
      const watched = config.evaluation.k.includes(20) ? 'ndcg@20' : metric;
      keep(set, candidate.name, {
        curve: report.curve.map(({ validation }) => validation?.[watched] ?? 0),
        test: { [metric]: report.metrics[metric], [`recall@${k}`]: report.metrics[`recall@${k}`] },
        seconds: report.timing.trainSeconds,
      });
    } catch (error) {
      if (!(error instanceof TrainerError)) throw error;
      process.stderr.write(`${set}, ${candidate.name}: ${error.message}\n`);
      continue;
    }
    const { curve, test } = readStudy()[set][candidate.name];
    const best = Math.max(...curve);
    process.stderr.write(
      `${set}, ${candidate.name}: validation ${best.toFixed(4)} at ${curve.indexOf(best) + 1}, test ${JSON.stringify(test)}, ${((performance.now() - started) / 1000).toFixed(0)} s\n`,
    );
  }
}

function keep(set: string, name: string, tried: Tried): void {
  const study = readStudy();
  study[set] = { ...study[set], [name]: tried };
  mkdirSync(dirname(results), { recursive: true });
  writeFileSync(results, `${JSON.stringify(study)}\n`);
}
