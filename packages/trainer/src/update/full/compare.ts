import type { TwoTowerModel } from '@twotower/core';
import type { Engine } from '@twotower/core/train';
import { encodeContext, encodeEntities } from '@twotower/features';
import { type Config, type GateDecision, scoreTerms } from '@twotower/schema';
import { popularityScorer } from '../../examine/baselines/popularity.ts';
import { bundleTerms } from '../../examine/bundle-terms.ts';
import { encodeAllItems } from '../../examine/encode-all-items.ts';
import { type EvaluationResult, evaluate } from '../../examine/evaluate.ts';
import type { Examination } from '../../examine/examination.ts';
import { modelScorer } from '../../examine/model-scorer.ts';
import { pairedBootstrap } from '../../examine/paired-bootstrap.ts';
import { priorOf } from '../../examine/prior.ts';
import type { TrainingData } from '../../prepare/prepare.ts';
import { collapseOf } from '../../teach/collapse.ts';
import type { BaseBundle } from '../base-bundle.ts';
import type { ServedModel } from './served-at.ts';
import type { WindowEvents } from './window-events.ts';

/** How far down lists a gate looks: 50 places, in a small catalogue a quarter of it, as 50 of 60 items tell nothing apart. */
export function judgedAt(items: number): number {
  return Math.min(50, Math.max(1, Math.ceil(items / 4)));
}

/** What stands beside a candidate, as it stood when what is held out began. */
export interface Opponents {
  readonly champion: EvaluationResult;
  readonly prior: EvaluationResult;
  readonly championCollapse: number;
}

/**
 * Examines the champion and the prior alone as the candidate is: the same users, their pasts up to the cut, the same catalogue. The
 * prior of the champion's score is as fresh as the candidate's, since its deltas would have told it.
 */
export function examineOpponents(
  engine: Engine,
  config: Config,
  { base, served }: { readonly base: BaseBundle; readonly served: ServedModel },
  { users, items, learnt }: WindowEvents,
  data: TrainingData,
  examination: Examination,
): Opponents {
  const { fitted, model } = served;
  const entities = {
    ...data,
    fitted,
    encodedUsers: encodeEntities(fitted.user, users),
    encodedItems: encodeEntities(fitted.item, items),
    encodedContext: encodeContext(fitted.user, learnt.dictionaries),
  };
  const vectors = encodeAllItems(engine, model, entities);
  const { weight, halfLife } = scoreTerms(config);
  const frozen = bundleTerms(config, base.ranking, { vectors: base.itemVectors, now: vectors });
  const terms = { ...frozen, ...(frozen.prior && weight !== 0 && { prior: priorOf(data, halfLife) }) };
  const scorer = modelScorer(engine, model, entities, terms, vectors);
  const champion = evaluate(scorer, examination);
  scorer.dispose();
  const now = priorOf(data, halfLife);
  const prior = evaluate(popularityScorer(Float64Array.from(now, Math.exp)), examination);
  return { champion, prior, championCollapse: collapseOf(model, entities, config.training.seed) };
}

/** The numbers of a candidate beside those of its opponents. */
export function compared(
  config: Config,
  candidate: EvaluationResult,
  model: TwoTowerModel,
  data: TrainingData,
  { champion, prior, championCollapse }: Opponents,
): Pick<GateDecision, 'recall' | 'against' | 'coverage' | 'collapse'> {
  const { seed } = config.training;
  const k = judgedAt(data.items);
  const metric = `recall@${k}`;
  const against = (other: EvaluationResult) =>
    pairedBootstrap(candidate.userValues, other.userValues, seed)[metric];
  const coverage = (of: EvaluationResult) => of.metrics[`coverage@${k}`];
  return {
    recall: {
      candidate: candidate.metrics[metric],
      champion: champion.metrics[metric],
      prior: prior.metrics[metric],
    },
    against: { champion: against(champion), prior: against(prior) },
    coverage: { candidate: coverage(candidate), champion: coverage(champion) },
    collapse: { candidate: collapseOf(model, data, seed), champion: championCollapse },
  };
}
