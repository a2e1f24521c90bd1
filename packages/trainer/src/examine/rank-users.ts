import { UserRuns } from '../prepare/items-by-user.ts';
import { type PositiveSource, readUserList } from '../prepare/positives.ts';
import { bestItems, usersAtOnce } from './best-items.ts';
import type { MaskedItems, Scorer } from './scorer.ts';

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
 * Ranks the catalogue for those of `users`, ascending, who have test items left, block by block. A user is scored as at
 * the first of the test positives: by the training history, in that request's context.
 */
export function rankUsers(
  scorer: Scorer,
  { items, length, seen, train, test }: Ranking,
  users: Int32Array,
  visit: (user: RankedUser) => void,
): void {
  const count = test.offsets.length - 1;
  const rowsPerBlock = usersAtOnce(scorer, items);
  const rank = bestItems(scorer, items, Math.min(length, items));
  const runs = { train: new UserRuns(count), test: new UserRuns(count) };
  const marks = new ItemMarks(items);

  for (let start = 0; start < users.length; start += rowsPerBlock) {
    const block = users.subarray(start, start + rowsPerBlock);
    const history = runs.train.of(readUserList(train, block));
    const tested = readUserList(test, block);
    const tests = runs.test.of(tested);
    const relevant = new Map<number, Int32Array>();
    const masked: Int32Array[] = [];
    for (const user of block) {
      marks.clear();
      const before = history.items.subarray(history.starts[user], history.ends[user]);
      const out = seen === 'mask' ? before.filter((item) => marks.add(item)).sort() : noItems;
      const left = tests.items
        .subarray(tests.starts[user], tests.ends[user])
        .filter((item) => marks.add(item));
      if (left.length > 0) {
        relevant.set(user, left);
        masked.push(out);
      }
    }
    const examined = Int32Array.from(relevant.keys());
    if (examined.length === 0) {
      continue;
    }
    const context = { columns: tested.context, rows: examined.map((user) => tests.starts[user]) };
    const rankingOf = rank({ users: examined, history, context }, joined(masked));
    let row = 0;
    for (const [user, left] of relevant) {
      const ranking = rankingOf(row++);
      marks.clear();
      for (const item of left) {
        marks.add(item);
      }
      const hits: number[] = [];
      for (let r = 0; r < ranking.length; r++) {
        if (marks.has(ranking[r])) {
          hits.push(r + 1);
        }
      }
      visit({ user, ranking, hits, relevant: left });
    }
  }
}

const noItems = new Int32Array(0);

function joined(lists: readonly Int32Array[]): MaskedItems {
  const offsets = new Int32Array(lists.length + 1);
  lists.forEach((list, r) => {
    offsets[r + 1] = offsets[r] + list.length;
  });
  const items = new Int32Array(offsets[lists.length]);
  lists.forEach((list, r) => void items.set(list, offsets[r]));
  return { offsets, items };
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
