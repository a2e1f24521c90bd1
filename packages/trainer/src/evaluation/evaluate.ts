import type { Metrics } from '@twotower/schema';
import { UserRuns } from '../items-by-user.ts';
import { type PositiveSource, readUserList } from '../positives.ts';
import { MetricSums } from './metrics.ts';
import type { Scorer } from './scorer.ts';
import { topK } from './top-k.ts';

/** What is asked of every scorer alike, so that a model and its baselines answer the same question. */
export interface Examination {
  /** The catalogue's size: every item is ranked. */
  readonly items: number;
  readonly k: readonly number[];
  /** `mask` takes what a user has seen out of the ranking and out of the test set. */
  readonly seen: 'mask' | 'keep';
  /** What the users did before: their history and what they have seen. */
  readonly train: PositiveSource;
  readonly test: PositiveSource;
  /** `[users]`, 1 for users with training positives: the slices `known` and `new`. */
  readonly known: Uint8Array;
  /** `[items]`, 1 for items with training positives; the others are the slice `cold-items`. */
  readonly trained: Uint8Array;
}

export interface EvaluationResult {
  readonly metrics: Metrics;
  /** `known` and `new` users; `cold-items`: all users, but only the test items without a training positive. */
  readonly slices: Readonly<Record<'known' | 'new' | 'cold-items', Metrics>>;
  readonly users: number;
  readonly pairs: number;
}

/**
 * Ranks the full catalogue for every user who has test items left, and averages. A user is scored as at the first of
 * the test positives: by the training history, in that request's context.
 *
 * @param among which users to examine, ascending; by default all
 */
export function evaluate(scorer: Scorer, examination: Examination, among?: Int32Array): EvaluationResult {
  const { items, k, seen, known, trained } = examination;
  const { offsets } = examination.test;
  const users = (among ?? Int32Array.from({ length: offsets.length - 1 }, (_, u) => u)).filter(
    (u) => offsets[u + 1] > offsets[u],
  );
  const all = new MetricSums(k, items);
  const slices = {
    known: new MetricSums(k, items),
    new: new MetricSums(k, items),
    'cold-items': new MetricSums(k, items),
  };
  const largest = Math.min(items, Math.max(...k));
  const rowsPerBlock = Math.max(1, Math.min(256, Math.floor(8_000_000 / items)));
  const scores = new Float32Array(rowsPerBlock * items);
  const ranking = new Int32Array(largest);
  const runs = { train: new UserRuns(offsets.length - 1), test: new UserRuns(offsets.length - 1) };
  let pairs = 0;

  for (let start = 0; start < users.length; start += rowsPerBlock) {
    const block = users.subarray(start, start + rowsPerBlock);
    const history = runs.train.of(readUserList(examination.train, block));
    const tested = readUserList(examination.test, block);
    const tests = runs.test.of(tested);
    const relevant = new Map<number, Set<number>>();
    for (const user of block) {
      const set = new Set(tests.items.subarray(tests.starts[user], tests.ends[user]));
      if (seen === 'mask') {
        for (let p = history.starts[user]; p < history.ends[user]; p++) {
          set.delete(history.items[p]);
        }
      }
      if (set.size > 0) {
        relevant.set(user, set);
      }
    }
    const examined = Int32Array.from(relevant.keys());
    const context = { columns: tested.context, rows: examined.map((user) => tests.starts[user]) };
    scorer.score({ users: examined, history, context }, scores.subarray(0, examined.length * items));
    examined.forEach((user, row) => {
      const scored = scores.subarray(row * items, (row + 1) * items);
      if (seen === 'mask') {
        for (let p = history.starts[user]; p < history.ends[user]; p++) {
          scored[history.items[p]] = Number.NEGATIVE_INFINITY;
        }
      }
      const length = topK(scored, largest, ranking);
      const set = relevant.get(user) ?? new Set<number>();
      const isRelevant = (item: number): boolean => set.has(item);
      all.add(ranking, length, isRelevant, set.size);
      slices[known[user] === 1 ? 'known' : 'new'].add(ranking, length, isRelevant, set.size);
      pairs += set.size;
      let cold = 0;
      for (const item of set) {
        cold += trained[item] === 1 ? 0 : 1;
      }
      if (cold > 0) {
        slices['cold-items'].add(ranking, length, (item) => trained[item] === 0 && set.has(item), cold);
      }
    });
  }
  return {
    metrics: all.result(),
    slices: {
      known: slices.known.result(),
      new: slices.new.result(),
      'cold-items': slices['cold-items'].result(),
    },
    users: all.users,
    pairs,
  };
}
