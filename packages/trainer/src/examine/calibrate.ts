import { publishedVectors, type TwoTowerModel } from '@twotower/core';
import type { Engine } from '@twotower/core/train';
import { type Config, milliseconds, type ScoreTerms, scoreTerms } from '@twotower/schema';
import type { TrainingData } from '../prepare/prepare.ts';
import { timeSpan } from '../prepare/time-span.ts';
import { aggregatedUsers } from './aggregated-users.ts';
import { encodeAllItems } from './encode-all-items.ts';
import { evaluate } from './evaluate.ts';
import type { Examination } from './examination.ts';
import { modelScorer } from './model-scorer.ts';
import { pairedBootstrap } from './paired-bootstrap.ts';
import { priorOf } from './prior.ts';
import { stoppingMetric } from './stopping-metric.ts';
import type { Terms } from './terms.ts';
import { rowsOfUsers, type UserValues } from './user-values.ts';
import { usersToAsk } from './users-to-ask.ts';

/** What was chosen, and a line that says so. */
export interface Calibration {
  readonly terms: ScoreTerms;
  readonly line: string;
}

const aggregations = [0.05, 0.1, 0.2, 0.4];
const norms = [1, 0.5];
const halfLives = ['180d', '30d', '7d', '2d', '12h'];
const weights = [0.01, 0.02, 0.05, 0.1, 0.2];
/** So much better, relative to what there was, a choice has to be beside its interval above zero. */
const margin = 0.01;
const mostUsers = 5000;
/** Multiply-adds that one trial may take. */
const affordable = { native: 2e10, plain: 1e9 };

/**
 * Chooses on the validation part, without training, what the config leaves to `auto` of `calibration` and `prior`: first the
 * aggregation, then the prior's half-life and weight beside it. The best of many is chosen by every other user and judged by the
 * rest, as the best of many looks good by chance where it was chosen; it stays off unless their stopping metric clearly gains.
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
  const vectors = encodeAllItems(engine, model, data);
  const users = usersToAsk(examination, usersToAfford(engine, data.items * model.dim));
  const whole = { ...examination, userGroupings: [], itemGroupings: [] };
  const choosing = new Set(users.filter((_, i) => i % 2 === 0));
  const choosers = (all: UserValues): UserValues => rowsOfUsers(all, (user) => choosing.has(user));
  const judges = (all: UserValues): UserValues => rowsOfUsers(all, (user) => !choosing.has(user));
  const examine = (tried: Terms): UserValues => {
    const scorer = modelScorer(engine, model, data, tried, vectors);
    try {
      const { metrics, values, users: of } = evaluate(scorer, whole, users).userValues;
      const column = metrics.indexOf(metric);
      return { metrics: [metric], values: values.filter((_, i) => i % metrics.length === column), users: of };
    } finally {
      scorer.dispose();
    }
  };
  let terms = scoreTerms(config);
  const tellsUsers = terms.aggregation !== 0 || config.calibration === 'auto';
  const aggregated = tellsUsers ? aggregatedUsers(engine, model, data, vectors) : vectors;
  const published = (form: ScoreTerms): Float32Array =>
    publishedVectors(vectors, aggregated, model.dim, form);
  const priors = new Map<string | undefined, Float32Array>();
  const tried = (form: ScoreTerms): Terms => {
    const { weight, halfLife, aggregation } = form;
    const prior = weight === 0 ? undefined : (priors.get(halfLife) ?? priorOf(data, halfLife));
    if (prior) priors.set(halfLife, prior);
    return { weight, aggregation, published: published(form), prior };
  };
  const said: string[] = [];
  let best = examine(tried(terms));
  const settle = (grid: readonly ScoreTerms[], say: (chosen: ScoreTerms) => string): void => {
    const results = grid.map((form) => ({ form, values: examine(tried(form)) }));
    const chosenBy = (all: UserValues): number => mean(choosers(all).values);
    const top = results.reduce((a, b) => (chosenBy(b.values) > chosenBy(a.values) ? b : a));
    const gain = clearGain(judges(top.values), judges(best), metric, config.training.seed);
    if (gain === undefined) return;
    terms = top.form;
    best = top.values;
    said.push(`${say(terms)} (${metric} +${(100 * gain).toFixed(1)} %)`);
  };
  if (config.calibration === 'auto') {
    const stated = terms;
    settle(
      aggregations.flatMap((aggregation) => norms.map((norm) => ({ ...stated, aggregation, norm }))),
      ({ aggregation, norm }) => `aggregation of ${aggregation}${norm === 1 ? '' : `, norms to the ${norm}`}`,
    );
  }
  if (config.prior === 'auto') {
    const beside = terms;
    const span = timeSpan(data.positives) ?? 0;
    const fading = halfLives.filter((halfLife) => milliseconds(halfLife) <= span / 2);
    settle(
      [undefined, ...fading].flatMap((halfLife) =>
        weights.map((weight) => ({ ...beside, halfLife, weight })),
      ),
      ({ halfLife, weight }) =>
        `prior of ${weight}${halfLife === undefined ? '' : ` with a half-life of ${halfLife}`}`,
    );
  }
  const found =
    said.length > 0 ? said.join(', ') : 'nothing helps clearly, so aggregation and prior stay as stated';
  return { terms, line: `Calibrated on ${users.length.toLocaleString('en-US')} validation users: ${found}` };
}

/** What a candidate gains in a metric relative to what there is; undefined where that may be chance. */
function clearGain(
  candidate: UserValues,
  current: UserValues,
  metric: string,
  seed: number,
): number | undefined {
  const { difference, low } = pairedBootstrap(candidate, current, seed)[metric];
  const gain = difference / Math.max(mean(current.values), 1e-9);
  return low > 0 && gain >= margin ? gain : undefined;
}

function mean(values: Float32Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function usersToAfford({ kernel }: Pick<Engine, 'kernel'>, perUser: number): number {
  const work = kernel ? affordable.native : affordable.plain;
  return Math.min(mostUsers, Math.max(500, Math.floor(work / perUser)));
}
