import { type Dataset, userBlocks } from '@twotower/features';
import type { SplitConfig } from '@twotower/schema';
import { defaultSplit, partLabels } from '../split/split-dataset.ts';

/** What the test part asks about that the training part does not know. */
export interface ColdStart {
  readonly split: SplitConfig['kind'];
  readonly testPositives: number;
  /** Share of them whose item, and whose user, has no positive in the training part. */
  readonly coldItems: number;
  readonly coldUsers: number;
  /** Share of them that the same user has in the training part already: with `evaluation.seen: mask` they do not count. */
  readonly repeats: number;
}

const [train, test] = [0, 2];

/** Counts under the cut that an experiment makes, without making it. Undefined where its test part has no positive. */
export function coldStartOf(
  dataset: Dataset,
  split: SplitConfig = defaultSplit(dataset),
): ColdStart | undefined {
  const users = new Uint8Array(dataset.users.ids.length);
  const items = new Uint8Array(dataset.items.ids.length);
  const lastUser = new Int32Array(dataset.items.ids.length).fill(-1);
  let repeats = 0;
  for (const { user, item, part } of positivesOf(dataset, split)) {
    if (part === train) {
      users[user] = 1;
      items[item] = 1;
      lastUser[item] = user;
    } else {
      repeats += lastUser[item] === user ? 1 : 0;
    }
  }
  let [testPositives, coldItems, coldUsers] = [0, 0, 0];
  for (const { user, item, part } of positivesOf(dataset, split)) {
    if (part === test) {
      testPositives++;
      coldItems += 1 - items[item];
      coldUsers += 1 - users[user];
    }
  }
  const share = (count: number) => count / testPositives;
  return testPositives === 0
    ? undefined
    : {
        split: split.kind,
        testPositives,
        coldItems: share(coldItems),
        coldUsers: share(coldUsers),
        repeats: share(repeats),
      };
}

/** The positives of both parts, by user; those that a user has in the training part come first. */
function* positivesOf(dataset: Dataset, split: SplitConfig) {
  const labels = partLabels(dataset, split, 'held-out');
  for (const block of userBlocks(dataset)) {
    const label = labels(block);
    const { user, item, positive, length } = block.events;
    for (let start = 0; start < length; ) {
      let end = start + 1;
      while (end < length && user[end] === user[start]) {
        end++;
      }
      for (const part of [train, test]) {
        for (let e = start; e < end; e++) {
          if (positive[e] === 1 && label[e] === part) {
            yield { user: user[e], item: item[e], part };
          }
        }
      }
      start = end;
    }
  }
}
