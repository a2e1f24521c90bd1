import type { Engine } from '@twotower/core/train';
import type { Config } from '@twotower/schema';
import { type Contender, contender, letGo, teachOn } from '../choose/contender.ts';
import { preparedOnce } from '../choose/prepared-once.ts';
import { TrainerError } from '../error.ts';
import { asksAnything } from '../examine/examination.ts';
import { stoppingMetric } from '../examine/stopping-metric.ts';
import { positivesOf } from '../prepare/positives.ts';
import type { Split } from '../prepare/prepare.ts';
import { settleConfig } from '../prepare/settle-config.ts';
import { withChanges } from './changes.ts';
import { affordsStanding, minutesFor, promoted, type Rungs, rungsFor, trialsFor } from './rungs.ts';
import { searchWarnings } from './search-warnings.ts';
import { bestRung, figureOf, type RungResult, type Trial, withEpochs } from './trial.ts';
import { drawnPlan, firstPlans, type Plan } from './trials.ts';

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

/** Of the trials of the first rung, those near which further ones are drawn. */
const leadingShare = 1 / 4;

/**
 * Searches for better settings by successive halving on the validation part: many trials get few epochs, the best third
 * of them three times as many, and the best of those three times as many again ({@link rungsFor}), each going on where it stood.
 * The first trials are the config as it stands and the portfolio; the others are drawn, half of them near the best so far.
 * Each rung has a third of the time, so that slow trials cannot keep the last rung from being reached. The test part is never
 * read. Same seed, same trials, as long as the time does not end them. Source: Jamieson and Talwalkar 2016.
 *
 * @throws TrainerError where there is nothing to compare on, or the minutes would not do for the portfolio
 */
export async function tune(options: TuneOptions): Promise<TuneResult> {
  const { config, split, minutes = 10 } = options;
  const metric = stoppingMetric(config);
  requireValidation(config, split);
  const started = performance.now();
  const bench = openBench(options);
  const plans = firstPlans(config, split);
  const rungs = rungsFor(config.training.epochs);

  const first = await bench.measure(plans[0], rungs[0]);
  const perEpoch = first.seconds / Math.max(1, first.trained);
  if (options.trials === undefined) {
    requireMinutes(minutes, plans.length, perEpoch, rungs);
  }
  const alwaysOn = options.trials !== undefined || affordsStanding(minutes, perEpoch, rungs);
  const count = options.trials ?? trialsFor(minutes, perEpoch, rungs, alwaysOn);
  let standing = Array.from({ length: count }, (_, trial) => trial);
  for (const [r, epochs] of rungs.entries()) {
    const results: RungResult[] = [];
    const isTimeLeft = (): boolean => {
      const share = results.length === 0 ? 1 : (r + 1) / rungs.length;
      return performance.now() - started < minutes * 60_000 * share;
    };
    for (const trial of standing) {
      plans[trial] ??= drawnPlan(config, trial, leadersOf(config, plans, results));
      if (bench.known(plans[trial], epochs) || isTimeLeft()) {
        results.push(await bench.measure(plans[trial], epochs));
        results.sort((a, b) => figureOf(b) - figureOf(a));
        bench.letGoAllBut(
          promoted(
            results.map((result) => result.trial),
            alwaysOn,
          ),
        );
      }
    }
    standing = promoted(
      results.map(({ trial }) => trial),
      alwaysOn,
    );
  }
  const ranked = plans
    .map((plan) => ({ ...plan, rungs: rungs.flatMap((epochs) => bench.known(plan, epochs) ?? []) }))
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

/** Trains trials further and keeps what came of it. */
function openBench({ engine, config, split, done = [], onResult }: TuneOptions) {
  const measured = new Map(done.map((result) => [keyOf(result), result]));
  const course = { engine, dataOf: preparedOnce(split.train), validation: positivesOf([split.validation]) };
  const contenders = new Map<number, Contender>();
  const known = ({ trial, settings }: Plan, epochs: number) =>
    measured.get(keyOf({ trial, epochs, settings }));
  return {
    known,
    /** @returns also for how many epochs it was trained for it */
    async measure(plan: Plan, epochs: number): Promise<RungResult & { readonly trained: number }> {
      const before = known(plan, epochs);
      if (before) {
        return { ...before, trained: epochs };
      }
      const { trial, changes, settings } = plan;
      const began = performance.now();
      const held = contenders.get(trial);
      const from = held?.begun ? held : fresh(config, changes, split);
      const after = await teachOn(course, from, epochs);
      contenders.set(trial, after);
      const { value, bestEpoch, failure } = after;
      const result = {
        ...{ trial, settings, epochs, bestEpoch },
        value: Number.isFinite(value) ? value : null,
        ...(failure !== undefined && { failure }),
        seconds: (performance.now() - began) / 1000,
      };
      measured.set(keyOf(result), result);
      onResult?.(result);
      return { ...result, trained: after.passes - from.passes };
    },
    letGoAllBut(kept: readonly number[]): void {
      for (const [trial, each] of contenders) {
        if (!kept.includes(trial)) {
          contenders.set(trial, letGo(each));
        }
      }
    },
  };
}

function fresh(config: Config, changes: Plan['changes'], split: Split): Contender {
  return contender('', settleConfig(withChanges(config, changes), split));
}

/** The configs of the best trials so far. */
function leadersOf(config: Config, plans: readonly Plan[], ranked: readonly RungResult[]): Config[] {
  return ranked
    .slice(0, Math.max(2, Math.ceil(ranked.length * leadingShare)))
    .map(({ trial }) => withChanges(config, plans[trial].changes));
}

function requireMinutes(minutes: number, plans: number, perEpoch: number, rungs: Rungs): void {
  const needed = minutesFor(plans, perEpoch, rungs);
  if (minutes < needed) {
    throw new TrainerError(
      'data',
      `an epoch takes ${perEpoch.toFixed(1)} s, so the ${plans} settings to begin with take ${Math.ceil(needed)} minutes, and there are ${minutes}: give --minutes ${Math.ceil(2 * needed)}, or --trials N to try fewer`,
    );
  }
}

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
