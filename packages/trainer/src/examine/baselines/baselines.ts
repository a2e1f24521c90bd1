import type { Engine } from '@twotower/core/train';
import type { Config, LeftOut } from '@twotower/schema';
import type { Scorer } from '../scorer.ts';
import type { BaselineName, BaselineTraining } from './baseline-training.ts';
import { denseProducts } from './dense-products.ts';
import { easeScorer } from './ease.ts';
import { ialsScorer } from './ials.ts';
import { itemKnnScorer } from './item-knn.ts';
import { popularityScorer } from './popularity.ts';
import { recentPopularityScorer } from './recent-popularity.ts';
import { transitionsScorer } from './transitions.ts';
import { type Means, ownMeans, whyLeftOut } from './why-left-out.ts';

export interface Baselines {
  /** Fitted when their scorer is called for. */
  readonly taken: readonly { readonly name: BaselineName; readonly scorer: () => Scorer }[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * The baselines a config asks for, fitted on what the model was trained on. `auto` is all that fit the data and take little time.
 *
 * @param engine inverts EASE's matrix
 * @param means default: those of this process
 */
export function createBaselines(
  names: Config['evaluation']['baselines'],
  training: BaselineTraining,
  engine: Engine,
  means: Means = ownMeans(engine.kernel !== undefined),
): Baselines {
  const asked = names === 'auto' ? 'auto' : 'listed';
  const judged = (names === 'auto' ? everyBaseline : names).map((name) => ({
    name,
    why: whyLeftOut(name, training, asked, means),
  }));
  return {
    taken: judged.flatMap(({ name, why }) =>
      why ? [] : [{ name, scorer: () => fitters[name](training, engine) }],
    ),
    leftOut: judged.flatMap(({ name, why }) => (why ? [{ baseline: name, ...why }] : [])),
  };
}

const everyBaseline: readonly BaselineName[] = [
  'popularity',
  'recent-popularity',
  'item-knn',
  'transitions',
  'ease',
  'ials',
];

const fitters: Record<BaselineName, (training: BaselineTraining, engine: Engine) => Scorer> = {
  popularity: ({ counts }) => popularityScorer(counts),
  'recent-popularity': ({ positives, counts }) => recentPopularityScorer(positives, counts),
  'item-knn': ({ positives, counts }) => itemKnnScorer(positives, counts),
  transitions: ({ positives, counts }) => transitionsScorer(positives, counts),
  ease: ({ positives, counts }, engine) => easeScorer(positives, counts, denseProducts(engine)),
  ials: ({ positives, counts }) => ialsScorer(positives, counts),
};
