import type { Config } from '@twotower/schema';
import { type PositiveSource, readUserList } from '../prepare/positives.ts';
import type { TrainingData } from '../prepare/prepare.ts';
import { groupingsByFeature } from './feature-groupings.ts';
import { type Grouping, itemsByPopularity, knownAndNew } from './groupings.ts';

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
  /** `[items]` training positives. */
  readonly counts: Float64Array;
  readonly userGroupings: readonly Grouping[];
  readonly itemGroupings: readonly Grouping[];
}

/**
 * The question put to the model and its baselines: rank the catalogue so that the test positives come first. What the
 * users did before is the training part.
 */
export function createExamination(
  { evaluation: { k, seen } }: Config,
  { items, positives, known, counts, fitted, encodedUsers, encodedItems }: TrainingData,
  test: PositiveSource,
): Examination {
  return {
    items,
    k,
    seen,
    train: positives,
    test,
    counts,
    userGroupings: [knownAndNew(known), ...groupingsByFeature(fitted.user, encodedUsers)],
    itemGroupings: [itemsByPopularity(counts), ...groupingsByFeature(fitted.item, encodedItems, 'item.')],
  };
}

/** Whether any user has a test item left to be recommended. Reads until it finds one. */
export function asksAnything({ seen, train, test }: Pick<Examination, 'seen' | 'train' | 'test'>): boolean {
  for (let user = 0; user + 1 < test.offsets.length; user++) {
    if (test.offsets[user + 1] > test.offsets[user]) {
      const one = Int32Array.of(user);
      const before = new Set(seen === 'mask' ? readUserList(train, one).item : []);
      if (readUserList(test, one).item.some((item) => !before.has(item))) {
        return true;
      }
    }
  }
  return false;
}
