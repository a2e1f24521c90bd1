import type { Engine } from '@twotower/core/train';
import type { Config } from '@twotower/schema';
import { TrainerError } from '../error.ts';
import { asksAnything } from '../examine/examination.ts';
import { stoppingMetric } from '../examine/stopping-metric.ts';
import { positivesOf } from '../prepare/positives.ts';
import type { Split } from '../prepare/prepare.ts';
import { describeChanges, drawChanges, withChanges } from './changes.ts';
import { promoted, rungsFor, trialsFor } from './rungs.ts';
import { searchWarnings } from './search-warnings.ts';
import { trainTrial } from './train-trial.ts';
import { bestRung, figureOf, type RungResult, type Trial, withEpochs } from './trial.ts';

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
 * @throws TrainerError where there is nothing to compare on
 */
export async function tune(options: TuneOptions): Promise<TuneResult> {
  const { engine, config, split, minutes = 10, done = [], onResult } = options;
  const metric = stoppingMetric(config);
  requireValidation(config, split);
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
    const figures = await trainTrial(engine, withChanges(config, changes), split, epochs, metric);
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
    .sort((a, b) => figureOf(bestRung(b) ?? failed) - figureOf(bestRung(a) ?? failed));
  const [best] = ranked;
  return {
    metric,
    best: withEpochs(best, config),
    trials: ranked,
    warnings: searchWarnings(config, best, ranked.length),
  };
}

const failed = { value: null };

function requireValidation({ evaluation: { seen } }: Config, split: Split): void {
  const [train, test] = [positivesOf([split.train]), positivesOf([split.validation])];
  if (!asksAnything({ seen, train, test })) {
    throw new TrainerError(
      'data',
      test.length === 0
        ? 'tune compares on the validation part, which has no positives; give split.validation a share'
        : 'tune compares on the validation part, which holds nothing but what its users took before; set evaluation.seen: keep where users come back to what they know',
    );
  }
}

function keyOf({ trial, epochs, settings }: Pick<RungResult, 'trial' | 'epochs' | 'settings'>): string {
  return `${trial}/${epochs}/${settings.join()}`;
}
