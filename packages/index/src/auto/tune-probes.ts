import type { ExactIndex } from '../exact/exact-index.ts';
import type { IvfIndex } from '../ivf/ivf-index.ts';
import { measureRecall } from './measure-recall.ts';

const steps = [2, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512];

export interface Tuned {
  readonly index: IvfIndex;
  /** Of the best 100, on the queries. */
  readonly recall: number;
}

/**
 * Lets a search look at more and more of the lists until the measured recall of the best 100 reaches the target. Past a quarter
 * of the lists it is no faster than an exact search, and ends.
 */
export function tuneProbes(
  index: IvfIndex,
  exact: ExactIndex,
  queries: Float32Array,
  targetRecall: number,
): Tuned {
  const most = Math.max(1, index.lists / 4);
  let tuned: Tuned | undefined;
  for (const probes of steps.filter((step) => step <= most)) {
    const tried = index.withProbes(probes);
    tuned = { index: tried, recall: measureRecall(tried, exact, queries) };
    if (tuned.recall >= targetRecall) return tuned;
  }
  return tuned ?? { index: index.withProbes(1), recall: measureRecall(index.withProbes(1), exact, queries) };
}
