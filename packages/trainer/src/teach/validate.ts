import type { TwoTowerModel } from '@twotower/core';
import type { Engine } from '@twotower/core/train';
import type { Config, Metrics } from '@twotower/schema';
import { evaluate } from '../examine/evaluate.ts';
import type { Examination } from '../examine/examination.ts';
import { modelScorer } from '../examine/model-scorer.ts';
import { stoppingMetric } from '../examine/stopping-metric.ts';
import { usersToAsk } from '../examine/users-to-ask.ts';
import type { TrainingData } from '../prepare/prepare.ts';

/** Enough to stop by, quick after every epoch. */
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
    const { metrics } = evaluate(scorer, whole, usersToAsk(examination, MOST_VALIDATION_USERS));
    const name = stoppingMetric(config);
    return { metrics, name, value: metrics[name] ?? 0 };
  } finally {
    scorer.dispose();
  }
}
