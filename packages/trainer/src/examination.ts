import type { Config } from '@twotower/schema';
import type { Examination } from './evaluation/evaluate.ts';
import { groupByUser, type Positives } from './interactions.ts';
import type { TrainingData } from './prepare.ts';

/**
 * The question put to the model and its baselines: rank the catalogue so that the test positives come first.
 *
 * @param seen the positives before the test part, which masking takes out
 */
export function createExamination(
  config: Config,
  data: TrainingData,
  seen: Positives,
  test: Positives,
): Examination {
  return {
    items: data.items,
    k: config.evaluation.k,
    seen: config.evaluation.seen,
    seenItems: groupByUser(data.users, seen),
    testItems: groupByUser(data.users, test),
    known: data.known,
  };
}
