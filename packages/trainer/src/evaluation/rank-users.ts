import { UserRuns } from '../items-by-user.ts';
import { type PositiveSource, readUserList } from '../positives.ts';
import type { Scorer } from './scorer.ts';
import { topK } from './top-k.ts';

export interface Ranking {
  /** The catalogue's size: every item is ranked. */
  readonly items: number;
  /** How long the lists are. */
  readonly length: number;
  /** `mask` takes what a user has seen out of the ranking and out of the test set. */
  readonly seen: 'mask' | 'keep';
  /** What the users did before: their history and what they have seen. */
  readonly train: PositiveSource;
  readonly test: PositiveSource;
}

/** One user's list; its arrays hold until the next. */
export interface RankedUser {
  readonly user: number;
  /** Items, best first. */
  readonly ranking: Int32Array;
  /** Ranks, from 1 and ascending, at which `ranking` has a test item. */
  readonly hits: readonly number[];
  /** The distinct test items. */
  readonly relevant: Int32Array;
}

/**
 * Ranks the catalogue for those of `users`, ascending, who have test items left, in blocks of up to 256 users. A user
 * is scored as at the first of the test positives: by the training history, in that request's context.
 */
export function rankUsers(
  scorer: Scorer,
  { items, length, seen, train, test }: Ranking,
  users: Int32Array,
  visit: (user: RankedUser) => void,
): void {
  const count = test.offsets.length - 1;
  const rowsPerBlock = Math.max(1, Math.min(256, Math.floor(8_000_000 / items)));
  const scores = new Float32Array(rowsPerBlock * items);
  const ranking = new Int32Array(Math.min(length, items));
  const runs = { train: new UserRuns(count), test: new UserRuns(count) };
  const marks = new ItemMarks(items);

  for (let start = 0; start < users.length; start += rowsPerBlock) {
    const block = users.subarray(start, start + rowsPerBlock);
    const history = runs.train.of(readUserList(train, block));
    const tested = readUserList(test, block);
    const tests = runs.test.of(tested);
    const relevant = new Map<number, Int32Array>();
    for (const user of block) {
      marks.clear();
      if (seen === 'mask') {
        for (let p = history.starts[user]; p < history.ends[user]; p++) {
          marks.add(history.items[p]);
        }
      }
      const left = tests.items
        .subarray(tests.starts[user], tests.ends[user])
        .filter((item) => marks.add(item));
      if (left.length > 0) {
        relevant.set(user, left);
      }
    }
    const examined = Int32Array.from(relevant.keys());
    if (examined.length === 0) {
      continue;
    }
    const context = { columns: tested.context, rows: examined.map((user) => tests.starts[user]) };
    scorer.score({ users: examined, history, context }, scores.subarray(0, examined.length * items));
    let row = 0;
    for (const [user, left] of relevant) {
      const scored = scores.subarray(row * items, ++row * items);
      if (seen === 'mask') {
        for (let p = history.starts[user]; p < history.ends[user]; p++) {
          scored[history.items[p]] = Number.NEGATIVE_INFINITY;
        }
      }
      const found = topK(scored, ranking.length, ranking);
      marks.clear();
      for (const item of left) {
        marks.add(item);
      }
      const hits: number[] = [];
      for (let r = 0; r < found; r++) {
        if (marks.has(ranking[r])) {
          hits.push(r + 1);
        }
      }
      visit({ user, ranking: ranking.subarray(0, found), hits, relevant: left });
    }
  }
}

/** A set of items that is emptied in no time, 4 bytes an item. */
class ItemMarks {
  readonly #marks: Int32Array;
  #current = 0;

  constructor(items: number) {
    this.#marks = new Int32Array(items);
  }

  clear(): void {
    this.#current++;
  }

  has(item: number): boolean {
    return this.#marks[item] === this.#current;
  }

  /** @returns whether the item was not in yet */
  add(item: number): boolean {
    const isNew = this.#marks[item] !== this.#current;
    this.#marks[item] = this.#current;
    return isNew;
  }
}
