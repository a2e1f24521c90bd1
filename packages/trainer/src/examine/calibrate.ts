import type { TwoTowerModel } from '@twotower/core';
import type { Engine } from '@twotower/core/train';
import { type Config, milliseconds, type ScoreTerms, scoreTerms } from '@twotower/schema';
import type { TrainingData } from '../prepare/prepare.ts';
import { timeSpan } from '../prepare/time-span.ts';
import { clearlyBest } from './clearly-best.ts';
import type { Examination } from './examination.ts';
import { foretellingHalfLife } from './foretelling-half-life.ts';
import { stoppingMetric } from './stopping-metric.ts';
import { openTermTrials } from './term-trials.ts';

/** What was chosen, and a line that says so. */
export interface Calibration {
  readonly terms: ScoreTerms;
  readonly line: string;
}

const aggregations = [0.05, 0.1, 0.2, 0.4];
const norms = [1, 0.5];
const halfLives = ['180d', '60d', '30d', '14d', '7d', '4d', '2d', '1d', '12h'];
const weights = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5];

/**
 * Chooses on the validation part, without training, what the config leaves to `auto` of `calibration` and `prior`: first the
 * aggregation, then the prior's weight beside it, with the half-life that the training part itself shows. What does not clearly gain stays
 * off.
 *
 * @param data what the model was trained on
 * @param examination of events that it was not
 */
export function calibrate(
  engine: Engine,
  config: Config,
  model: TwoTowerModel,
  data: TrainingData,
  examination: Examination,
): Calibration {
  const metric = stoppingMetric(config);
  const trials = openTermTrials(engine, config, model, data, examination);
  let terms = scoreTerms(config);
  let values = trials.examine(terms);
  const said: string[] = [];
  for (const { grid, say } of stepsOf(config, data, examination.test.length)) {
    const tried = grid(terms).map((row) =>
      row.map((form) => ({ terms: form, values: trials.examine(form) })),
    );
    const best = clearlyBest(tried, values, metric, config.training.seed);
    if (best) {
      ({ terms, values } = best.candidate);
      said.push(`${say(terms)} (${metric} +${(100 * best.gain).toFixed(1)} %)`);
    }
  }
  const found =
    said.length > 0 ? said.join(', ') : 'nothing helps clearly, so aggregation and prior stay as stated';
  return {
    terms,
    line: `Calibrated on ${trials.users.toLocaleString('en-US')} validation users: ${found}`,
  };
}

interface Step {
  /** What is tried, beside what was chosen before: neighbours, in rows and in columns, are alike. */
  readonly grid: (chosen: ScoreTerms) => ScoreTerms[][];
  readonly say: (chosen: ScoreTerms) => string;
}

function stepsOf({ calibration, prior }: Config, data: TrainingData, horizon: number): Step[] {
  return [
    ...(calibration === 'auto' ? [aggregation] : []),
    ...(prior === 'auto' ? [priorOver(data, horizon)] : []),
  ];
}

const aggregation: Step = {
  grid: (chosen) =>
    norms.map((norm) => aggregations.map((share) => ({ ...chosen, aggregation: share, norm }))),
  say: ({ aggregation: share, norm }) =>
    `aggregation of ${share}${norm === 1 ? '' : `, norms to the ${norm}`}`,
};

/** The half-life foretells the training part best; a half-life must fit into the log twice to be told from none. */
function priorOver({ positives, items }: TrainingData, horizon: number): Step {
  const span = timeSpan(positives) ?? 0;
  const fading = halfLives.filter((halfLife) => milliseconds(halfLife) <= span / 2);
  const halfLife =
    fading.length === 0 ? undefined : foretellingHalfLife(positives, items, [undefined, ...fading], horizon);
  return {
    grid: (chosen) => [weights.map((weight) => ({ ...chosen, halfLife, weight }))],
    say: ({ weight }) =>
      `prior of ${weight}${halfLife === undefined ? '' : ` with a half-life of ${halfLife}`}`,
  };
}
