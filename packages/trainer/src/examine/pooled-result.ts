import type { Metrics } from '@twotower/schema';
import { byName } from './by-name.ts';
import type { EvaluationResult } from './evaluate.ts';
import type { SliceResult } from './slices.ts';

/** A scorer's figures over one or several examinations; slices by name, those of too few users left out. */
export interface PooledResult {
  readonly metrics: Metrics;
  /** A user counts once for each examination. */
  readonly users: number;
  readonly pairs: number;
  readonly slices: Record<string, Metrics>;
  readonly sliceUsers: Record<string, number>;
}

/**
 * The figures of several examinations as those of one: means over all their users, `interaction-hr` over all pairs.
 * `coverage` and `gini` know no users: they are the examinations' means, weighted by users.
 *
 * Example: recall .2 of 10 users and .5 of 20 users is .4.
 */
export function pooledResult(
  results: readonly Pick<EvaluationResult, 'metrics' | 'users' | 'pairs' | 'slices'>[],
): PooledResult {
  const slices = [...byName(results.flatMap(({ slices: own }) => own))]
    .map(([name, own]) => ({ name, leastUsers: own[0].leastUsers, ...pooled(own) }))
    .filter(({ users, leastUsers }) => users >= leastUsers);
  return {
    ...pooled(results),
    slices: Object.fromEntries(slices.map(({ name, metrics }) => [name, metrics])),
    sliceUsers: Object.fromEntries(slices.map(({ name, users }) => [name, users])),
  };
}

type Means = Pick<SliceResult, 'metrics' | 'users' | 'pairs'>;

function pooled(parts: readonly Means[]): Means {
  const measured = parts.filter(({ users }) => users > 0);
  const [first] = measured;
  const total = (of: 'users' | 'pairs') => measured.reduce((sum, part) => sum + part[of], 0);
  const mean = (metric: string): number => {
    const by = metric.startsWith('interaction-hr@') ? 'pairs' : 'users';
    return measured.reduce((sum, part) => sum + part.metrics[metric] * part[by], 0) / total(by);
  };
  const metrics =
    measured.length > 1
      ? Object.fromEntries(Object.keys(first.metrics).map((metric) => [metric, mean(metric)]))
      : (first?.metrics ?? {});
  return { metrics, users: total('users'), pairs: total('pairs') };
}
