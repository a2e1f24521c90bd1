import type { Metrics } from '@twotower/schema';
import type { ItemsByUser } from '../interactions.ts';
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
  readonly seenItems: ItemsByUser;
  readonly testItems: ItemsByUser;
  /** `[users]`, 1 for users with training positives: the slices `known` and `new`. */
  readonly known: Uint8Array;
}

export interface EvaluationResult {
  readonly metrics: Metrics;
  readonly slices: { readonly known: Metrics; readonly new: Metrics };
  readonly users: number;
  readonly pairs: number;
}

/**
 * Ranks the full catalogue for every user who has test items left, and averages.
 *
 * @param users which users to examine; by default all
 */
export function evaluate(scorer: Scorer, examination: Examination, users?: Int32Array): EvaluationResult {
  const { items, k, seen, seenItems, testItems, known } = examination;
  const all = new MetricSums(k, items);
  const slices = { known: new MetricSums(k, items), new: new MetricSums(k, items) };
  const relevant = new Set<number>();
  const examined = (users ?? Int32Array.from({ length: testItems.offsets.length - 1 }, (_, u) => u)).filter(
    (user) => testSetOf(user, examination, relevant).size > 0,
  );
  const largest = Math.min(items, Math.max(...k));
  const rowsPerBlock = Math.max(1, Math.min(256, Math.floor(8_000_000 / items)));
  const scores = new Float32Array(rowsPerBlock * items);
  const ranking = new Int32Array(largest);
  let pairs = 0;

  for (let start = 0; start < examined.length; start += rowsPerBlock) {
    const block = examined.subarray(start, start + rowsPerBlock);
    scorer.score(block, scores.subarray(0, block.length * items));
    for (let row = 0; row < block.length; row++) {
      const user = block[row];
      const scored = scores.subarray(row * items, (row + 1) * items);
      testSetOf(user, examination, relevant);
      if (seen === 'mask') {
        for (let p = seenItems.offsets[user]; p < seenItems.offsets[user + 1]; p++) {
          scored[seenItems.items[p]] = Number.NEGATIVE_INFINITY;
        }
      }
      const length = topK(scored, largest, ranking);
      const isRelevant = (item: number): boolean => relevant.has(item);
      all.add(ranking, length, isRelevant, relevant.size);
      slices[known[user] === 1 ? 'known' : 'new'].add(ranking, length, isRelevant, relevant.size);
      pairs += relevant.size;
    }
  }
  return {
    metrics: all.result(),
    slices: { known: slices.known.result(), new: slices.new.result() },
    users: all.users,
    pairs,
  };
}

/** The user's distinct test items, without the seen ones where those are masked. Fills and returns `into`. */
function testSetOf(user: number, examination: Examination, into: Set<number>): Set<number> {
  const { testItems, seenItems, seen } = examination;
  into.clear();
  for (let p = testItems.offsets[user]; p < testItems.offsets[user + 1]; p++) {
    into.add(testItems.items[p]);
  }
  if (seen === 'mask' && into.size > 0) {
    for (let p = seenItems.offsets[user]; p < seenItems.offsets[user + 1]; p++) {
      into.delete(seenItems.items[p]);
    }
  }
  return into;
}
