import { seededRandom } from '@twotower/core';
import type { Engine } from '@twotower/core/train';
import type { Config } from '@twotower/schema';
import { stoppingMetric } from '../early-stopping.ts';
import { TrainerError } from '../error.ts';
import { runExperiment } from '../experiment.ts';
import type { Split } from '../prepare.ts';
import { type Changes, drawChanges, withChanges } from './search-space.ts';

/** One training of a trial for so many epochs. */
export interface RungResult {
  readonly trial: number;
  readonly epochs: number;
  /** The best validation figure among the epochs; `null` where training failed. */
  readonly value: number | null;
  readonly bestEpoch: number;
  readonly seconds: number;
}

export interface Trial {
  readonly trial: number;
  /** Trial 0 changes nothing: it is the config as it stands. */
  readonly changes: Changes;
  readonly rungs: readonly RungResult[];
}

export interface TuneResult {
  readonly metric: string;
  readonly best: Trial;
  /** The best first. */
  readonly trials: readonly Trial[];
}

export interface TuneOptions {
  readonly engine: Engine;
  readonly config: Config;
  /** Only its training and validation parts are read. */
  readonly split: Split;
  /** No training begins after so many minutes; also decides how many trials there are. Default 10. */
  readonly minutes?: number;
  readonly trials?: number;
  /** What an interrupted search has measured: it is not measured again. */
  readonly done?: readonly RungResult[];
  readonly onResult?: (result: RungResult, changes: Changes) => void;
}

/** Epochs of the rungs; of each three trials one goes on to the next. */
const rungs = [3, 9, 27];
const keptShare = 1 / 3;
/** Epochs that a trial costs on the mean over all rungs. */
const epochsPerTrial = rungs.reduce((sum, epochs, r) => sum + epochs * keptShare ** r, 0);

/**
 * Searches for better settings by successive halving on the validation part: many trials get 3 epochs, the best third of
 * them 9, the best of those 27. The test part is never read. Same seed and number of trials: the same trials.
 * Source: Jamieson and Talwalkar 2016.
 *
 * @throws TrainerError where there is no validation part
 */
export async function tune(options: TuneOptions): Promise<TuneResult> {
  const { engine, config, split, minutes = 10, done = [], onResult } = options;
  const metric = stoppingMetric(config);
  if (split.validation.length === 0) {
    throw new TrainerError(
      'data',
      'tune compares on the validation part, which is empty; give split.validation a share',
    );
  }
  const started = performance.now();
  const measured = new Map(done.map((result) => [`${result.trial}/${result.epochs}`, result]));
  const random = seededRandom(config.training.seed);
  const changes: Changes[] = [{}];

  const measure = async (trial: number, epochs: number): Promise<RungResult> => {
    const known = measured.get(`${trial}/${epochs}`);
    if (known) {
      return known;
    }
    const began = performance.now();
    const figures = await train(engine, withChanges(config, changes[trial]), split, epochs, metric);
    const result = { trial, epochs, ...figures, seconds: (performance.now() - began) / 1000 };
    measured.set(`${trial}/${epochs}`, result);
    onResult?.(result, changes[trial]);
    return result;
  };
  const outOfTime = (): boolean => performance.now() - started > minutes * 60_000;

  const first = await measure(0, rungs[0]);
  const affordable = Math.floor((minutes * 60) / ((first.seconds / rungs[0]) * epochsPerTrial));
  const trials = options.trials ?? Math.max(3, Math.min(81, affordable));
  while (changes.length < trials) {
    changes.push(drawChanges(config, random));
  }
  let standing = changes.map((_, trial) => trial);
  for (const epochs of rungs) {
    const results: RungResult[] = [];
    for (const trial of standing) {
      if (!outOfTime() || measured.has(`${trial}/${epochs}`)) {
        results.push(await measure(trial, epochs));
      }
    }
    results.sort((a, b) => figureOf(b) - figureOf(a));
    standing = results.slice(0, Math.ceil(results.length * keptShare)).map(({ trial }) => trial);
  }
  const ranked = changes
    .map((change, trial) => ({
      trial,
      changes: change,
      rungs: [...measured.values()].filter((result) => result.trial === trial),
    }))
    .filter((trial) => trial.rungs.length > 0)
    .sort((a, b) => bestOf(b) - bestOf(a));
  return { metric, best: ranked[0], trials: ranked };
}

async function train(
  engine: Engine,
  config: Config,
  split: Split,
  epochs: number,
  metric: string,
): Promise<Pick<RungResult, 'value' | 'bestEpoch'>> {
  const training = { ...config.training, epochs, earlyStopping: epochs };
  const evaluation = { ...config.evaluation, baselines: [] };
  try {
    const { report } = await runExperiment('validation', {
      engine,
      config: { ...config, training, evaluation },
      split,
      refit: false,
    });
    const values = report.curve.map(({ validation }) => validation?.[metric] ?? 0);
    const value = Math.max(...values);
    return { value, bestEpoch: values.indexOf(value) + 1 };
  } catch (error) {
    // A setting under which the loss is no longer a number is a bad setting, not the end of the search.
    if (error instanceof TrainerError && error.code === 'failed') {
      return { value: null, bestEpoch: 0 };
    }
    throw error;
  }
}

function figureOf({ value }: RungResult): number {
  return value ?? Number.NEGATIVE_INFINITY;
}

function bestOf({ rungs: results }: Trial): number {
  return Math.max(...results.map(figureOf));
}
