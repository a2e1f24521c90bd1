import type { TwoTowerModel } from '@twotower/core';
import type { Engine } from '@twotower/core/train';
import type { Config, Metrics } from '@twotower/schema';
import { evaluate } from '../examine/evaluate.ts';
import type { Examination } from '../examine/examination.ts';
import { modelScorer } from '../examine/model-scorer.ts';
import { stoppingMetric } from '../examine/stopping-metric.ts';
import type { TrainingData } from '../prepare/prepare.ts';

const MOST_VALIDATION_USERS = 5000;

/** How the model does on the validation part, and the one figure that early stopping watches. */
export interface Validation {
  readonly metrics: Metrics;
  readonly name: string;
  readonly value: number;
}

export function validate(
  engine: Engine,
  config: Config,
  model: TwoTowerModel,
  data: TrainingData,
  examination: Examination,
): Validation {
  const scorer = modelScorer(engine, model, data);
  try {
    const whole = { ...examination, userGroupings: [], itemGroupings: [] };
    const { metrics } = evaluate(scorer, whole, validationUsers(examination));
    const name = stoppingMetric(config);
    return { metrics, name, value: metrics[name] ?? 0 };
  } finally {
    scorer.dispose();
  }
}

/** At most 5,000 users with validation items, evenly spread: enough to stop by, quick after every epoch. */
function validationUsers(examination: Examination): Int32Array {
  const { offsets } = examination.test;
  const users = Int32Array.from({ length: offsets.length - 1 }, (_, u) => u).filter(
    (u) => offsets[u + 1] > offsets[u],
  );
  const stride = users.length / Math.min(users.length, MOST_VALIDATION_USERS);
  return Int32Array.from(
    { length: Math.min(users.length, MOST_VALIDATION_USERS) },
    (_, i) => users[Math.floor(i * stride)],
  );
}
