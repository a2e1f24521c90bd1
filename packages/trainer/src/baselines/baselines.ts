import type { Config } from '@twotower/schema';
import type { Scorer } from '../evaluation/scorer.ts';
import type { PositiveSource } from '../positives.ts';
import { itemKnnScorer } from './item-knn.ts';
import { popularityScorer } from './popularity.ts';

export type BaselineName = 'popularity' | 'item-knn';

/** The baselines a config asks for, fitted on what the model was trained on. */
export function createBaselines(
  names: Config['evaluation']['baselines'],
  training: { readonly positives: PositiveSource; readonly counts: Float64Array },
): { readonly name: BaselineName; readonly scorer: () => Scorer }[] {
  const chosen: readonly BaselineName[] = names === 'auto' ? ['popularity', 'item-knn'] : names;
  return chosen.map((name) => ({
    name,
    scorer: () =>
      name === 'popularity'
        ? popularityScorer(training.counts)
        : itemKnnScorer(training.positives, training.counts),
  }));
}
