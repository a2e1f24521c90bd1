import { publishedVectors, type TwoTowerModel } from '@twotower/core';
import type { Engine } from '@twotower/core/train';
import { type Config, type ScoreTerms, scoreTerms } from '@twotower/schema';
import type { TrainingData } from '../prepare/prepare.ts';
import { aggregatedUsers } from './aggregated-users.ts';
import { encodeAllItems } from './encode-all-items.ts';
import { evaluate } from './evaluate.ts';
import type { Examination } from './examination.ts';
import { modelScorer } from './model-scorer.ts';
import { priorOf } from './prior.ts';
import { stoppingMetric } from './stopping-metric.ts';
import type { Terms } from './terms.ts';
import type { UserValues } from './user-values.ts';
import { usersToAsk } from './users-to-ask.ts';

const mostUsers = 5000;
const fewestUsers = 500;
/** Multiply-adds that one trial may take. */
const affordable = { native: 1e10, plain: 5e8 };

/** Examines one model with one set of terms after another; what does not depend on the terms is worked out once. */
export interface TermTrials {
  /** How many are asked. */
  readonly users: number;
  /** The stopping metric of each user that is asked. */
  examine(terms: ScoreTerms): UserValues;
}

/** @param data what the model was trained on */
export function openTermTrials(
  engine: Engine,
  config: Config,
  model: TwoTowerModel,
  data: TrainingData,
  examination: Examination,
): TermTrials {
  const metric = stoppingMetric(config);
  const vectors = encodeAllItems(engine, model, data);
  const users = usersToAsk(examination, usersToAfford(engine, data.items * model.dim));
  const whole = { ...examination, userGroupings: [], itemGroupings: [] };
  const tellsUsers = config.calibration === 'auto' || scoreTerms(config).aggregation !== 0;
  const aggregated = tellsUsers ? aggregatedUsers(engine, model, data, vectors) : vectors;
  const priors = new Map<string | undefined, Float32Array>();
  const priorBy = (halfLife: string | undefined): Float32Array => {
    const prior = priors.get(halfLife) ?? priorOf(data, halfLife);
    priors.set(halfLife, prior);
    return prior;
  };
  const termsFor = (form: ScoreTerms): Terms => ({
    weight: form.weight,
    aggregation: form.aggregation,
    published: publishedVectors(vectors, aggregated, model.dim, form),
    prior: form.weight === 0 ? undefined : priorBy(form.halfLife),
  });
  return {
    users: users.length,
    examine(form) {
      const scorer = modelScorer(engine, model, data, termsFor(form), vectors);
      try {
        const { metrics, values, users: of } = evaluate(scorer, whole, users).userValues;
        const column = metrics.indexOf(metric);
        return {
          metrics: [metric],
          values: values.filter((_, i) => i % metrics.length === column),
          users: of,
        };
      } finally {
        scorer.dispose();
      }
    },
  };
}

function usersToAfford({ kernel }: Pick<Engine, 'kernel'>, perUser: number): number {
  const work = kernel ? affordable.native : affordable.plain;
  return Math.min(mostUsers, Math.max(fewestUsers, Math.floor(work / perUser)));
}
