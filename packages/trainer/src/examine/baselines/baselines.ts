import type { Engine } from '@twotower/core/train';
import type { Config } from '@twotower/schema';
import type { PositiveSource } from '../../prepare/positives.ts';
import type { Scorer } from '../scorer.ts';
import { denseProducts } from './dense-products.ts';
import { easeScorer } from './ease.ts';
import { ialsScorer } from './ials.ts';
import { itemKnnScorer } from './item-knn.ts';
import { popularityScorer } from './popularity.ts';
import { recentPopularityScorer } from './recent-popularity.ts';
import { transitionsScorer } from './transitions.ts';

export type BaselineName = Exclude<Config['evaluation']['baselines'], 'auto'>[number];

/** What baselines learn from: the same as the model. */
export interface BaselineTraining {
  readonly positives: PositiveSource;
  /** Positives an item: `[items]`. */
  readonly counts: Float64Array;
}

/** So many take EASE 600 MB and, natively, 20 s; memory grows with their square, time with their cube. */
const easeItems = 10_000;

/**
 * The baselines a config asks for, fitted on what the model was trained on when their scorer is called for. `auto` is
 * all that fit the data, but `ials`. Of a list, `recent-popularity` is left out where the training part has no times.
 *
 * @param engine multiplies EASE's matrices, many times faster than plain loops
 */
export function createBaselines(
  names: Config['evaluation']['baselines'],
  training: BaselineTraining,
  engine?: Engine,
): { readonly name: BaselineName; readonly scorer: () => Scorer }[] {
  const timed = hasTimes(training.positives);
  const chosen = names === 'auto' ? fitting(training, timed) : names;
  return chosen
    .filter((name) => name !== 'recent-popularity' || timed)
    .map((name) => ({ name, scorer: () => fitters[name](training, engine) }));
}

const fitters: Record<BaselineName, (training: BaselineTraining, engine?: Engine) => Scorer> = {
  popularity: ({ counts }) => popularityScorer(counts),
  'recent-popularity': ({ positives, counts }) => recentPopularityScorer(positives, counts),
  'item-knn': ({ positives, counts }) => itemKnnScorer(positives, counts),
  transitions: ({ positives, counts }) => transitionsScorer(positives, counts),
  ease: ({ positives, counts }, engine) =>
    easeScorer(positives, counts, denseProducts(engine)),
  ials: ({ positives, counts }) => ialsScorer(positives, counts),
};

function fitting({ counts }: BaselineTraining, timed: boolean): readonly BaselineName[] {
  return [
    'popularity',
    ...(timed ? (['recent-popularity'] as const) : []),
    'item-knn',
    ...(timed ? (['transitions'] as const) : []),
    ...(counts.length <= easeItems ? (['ease'] as const) : []),
  ];
}

/** Times are there for all positives or for none. */
function hasTimes({ offsets, readUsers, length }: PositiveSource): boolean {
  const user = offsets.findIndex((offset) => offset > 0) - 1;
  return length > 0 && Number.isFinite(readUsers(user, user + 1).time[0]);
}
