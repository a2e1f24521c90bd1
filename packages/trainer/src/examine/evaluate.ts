import type { Metrics } from '@twotower/schema';
import type { Examination } from './examination.ts';
import { MetricSums } from './metrics.ts';
import { type RankedUser, rankUsers } from './rank-users.ts';
import type { Scorer } from './scorer.ts';
import { popularityPercentiles, ShownItems } from './shown-items.ts';
import { type SliceResult, Slices } from './slices.ts';
import { type UserValues, UserValuesBuilder } from './user-values.ts';

export interface EvaluationResult {
  readonly metrics: Metrics;
  readonly userValues: UserValues;
  readonly users: number;
  readonly pairs: number;
  /** Of users, those users alone, and of items: all users, but only the test items of the group. */
  readonly slices: readonly SliceResult[];
}

/**
 * Ranks the full catalogue for every user who has test items left, and averages.
 *
 * @param among which users to examine, ascending; by default all
 * @param onRanked sees each user's list, whose arrays hold until the next
 */
export function evaluate(
  scorer: Scorer,
  examination: Examination,
  among?: Int32Array,
  onRanked?: (ranked: RankedUser) => void,
): EvaluationResult {
  const { k, test, counts } = examination;
  const { offsets } = test;
  const users = (among ?? Int32Array.from({ length: offsets.length - 1 }, (_, u) => u)).filter(
    (u) => offsets[u + 1] > offsets[u],
  );
  const percentiles = popularityPercentiles(counts);
  const all = new MetricSums(k, new ShownItems(k, percentiles));
  const slices = new Slices(examination, percentiles);
  const values = new UserValuesBuilder(k, users.length);
  rankUsers(scorer, { ...examination, length: Math.max(...k) }, users, (ranked) => {
    all.add(ranked.ranking, ranked.hits, ranked.relevant.length);
    values.add(ranked);
    slices.add(ranked);
    onRanked?.(ranked);
  });
  return {
    metrics: all.result(),
    slices: slices.result(),
    userValues: values.result(),
    users: all.users,
    pairs: all.pairs,
  };
}
