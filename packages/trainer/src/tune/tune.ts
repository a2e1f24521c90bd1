import type { Engine } from '@twotower/core/train';
import type { Config } from '@twotower/schema';
import { stoppingMetric } from '../early-stopping.ts';
import { TrainerError } from '../error.ts';
import { runExperiment } from '../experiment.ts';
import type { Split } from '../prepare.ts';
import { type Changes, describeChanges, drawChanges, withChanges } from './changes.ts';
import { promoted, rungsFor, trialsFor } from './rungs.ts';
import { bestRung, searchWarnings } from './search-warnings.ts';

/** One training of a trial for so many epochs. */
export interface RungResult {
  readonly trial: number;
  /** What the trial changed, in words: a result of other changes, as of an older program, is not taken over. */
  readonly settings: readonly string[];
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
  /** The changes in words, such as `tau 0.2`. */
  readonly settings: readonly string[];
  readonly rungs: readonly RungResult[];
}

export interface TuneResult {
  readonly metric: string;
  /** With the epochs that it needs among its changes, where the config has too few. */
  readonly best: Trial;
  /** The best first. */
  readonly trials: readonly Trial[];
  /** Why something better may lie outside of what was searched. */
  readonly warnings: readonly string[];
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
  readonly onResult?: (result: RungResult) => void;
}

/**
 * Searches for better settings by successive halving on the validation part: many trials get few epochs, the best third
 * of them three times as many, and the best of those three times as many again ({@link rungsFor}). Each rung has a third
 * of the time, so that slow trials cannot keep the last rung from being reached. Trial 0, the config as it stands, is
 * trained in every rung. The test part is never read. Same seed, same trials. Source: Jamieson and Talwalkar 2016.
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
  const measured = new Map(done.map((result) => [keyOf(result), result]));
  const drawn: Omit<Trial, 'rungs'>[] = [];
  const drawTrial = (trial: number): void => {
    const changes = drawChanges(config, trial);
    drawn.push({ trial, changes, settings: describeChanges(config, changes) });
  };
  const known = (trial: number, epochs: number): RungResult | undefined =>
    measured.get(keyOf({ trial, epochs, settings: drawn[trial].settings }));
  const measure = async (trial: number, epochs: number): Promise<RungResult> => {
    const before = known(trial, epochs);
    if (before) {
      return before;
    }
    const { changes, settings } = drawn[trial];
    const began = performance.now();
    const figures = await train(engine, withChanges(config, changes), split, epochs, metric);
    const result = { trial, settings, epochs, ...figures, seconds: (performance.now() - began) / 1000 };
    measured.set(keyOf(result), result);
    onResult?.(result);
    return result;
  };

  const rungs = rungsFor(config.training.epochs);
  drawTrial(0);
  const first = await measure(0, rungs[0]);
  const count = options.trials ?? trialsFor(minutes, first.seconds / rungs[0], rungs);
  while (drawn.length < count) {
    drawTrial(drawn.length);
  }
  let standing = drawn.map(({ trial }) => trial);
  for (const [r, epochs] of rungs.entries()) {
    const results: RungResult[] = [];
    const isTimeLeft = (): boolean => {
      const share = results.length === 0 ? 1 : (r + 1) / rungs.length;
      return performance.now() - started < minutes * 60_000 * share;
    };
    for (const trial of standing) {
      if (known(trial, epochs) || isTimeLeft()) {
        results.push(await measure(trial, epochs));
      }
    }
    results.sort((a, b) => figureOf(b) - figureOf(a));
    standing = promoted(results.map(({ trial }) => trial));
  }
  const ranked = drawn
    .map((trial) => ({ ...trial, rungs: rungs.flatMap((epochs) => known(trial.trial, epochs) ?? []) }))
    .filter((trial) => trial.rungs.length > 0)
    .sort((a, b) => bestOf(b) - bestOf(a));
  const [best] = ranked;
  return {
    metric,
    best: withEpochs(best, config),
    trials: ranked,
    warnings: searchWarnings(config, best, ranked.length),
  };
}

async function train(
  engine: Engine,
  config: Config,
  split: Split,
  epochs: number,
  metric: string,
): Promise<Pick<RungResult, 'value' | 'bestEpoch'>> {
  // Stopped early as an experiment would be, so that the figure is the one an experiment would choose.
  const training = { ...config.training, epochs };
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

/** A trial that needs more epochs than the config has, half as many again to be safe: early stopping ends them. */
function withEpochs(trial: Trial, { training }: Config): Trial {
  const needed = Math.ceil((bestRung(trial)?.bestEpoch ?? 0) * 1.5);
  const { changes } = trial;
  return needed > training.epochs
    ? { ...trial, changes: { ...changes, training: { ...changes.training, epochs: needed } } }
    : trial;
}

function keyOf({ trial, epochs, settings }: Pick<RungResult, 'trial' | 'epochs' | 'settings'>): string {
  return `${trial}/${epochs}/${settings.join()}`;
}
