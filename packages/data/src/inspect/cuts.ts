import { type Dataset, userBlocks } from '@twotower/features';
import type { SplitConfig } from '@twotower/schema';
import { type PartName, partNames } from '../split/part-labels.ts';
import { defaultSplit, partLabels } from '../split/split-dataset.ts';

/** How a run cuts the log: `experiment` and `tune` hold out a test part, `train` gives it to the parts before. */
export interface Cut {
  readonly run: 'experiment' | 'train';
  readonly split: SplitConfig['kind'];
  /** Positives of each part. */
  readonly positives: Readonly<Record<PartName, number>>;
  /** Of the validation and the test part, where they have positives. */
  readonly heldOut: readonly HeldOut[];
}

/** What a part asks about that the parts before it, which the model that answers has learnt from, do not know. */
export interface HeldOut {
  readonly part: PartName;
  readonly positives: number;
  /** Share of them whose item, and whose user, has no positive before. */
  readonly coldItems: number;
  readonly coldUsers: number;
  /** Share of them that the same user has before already: with `evaluation.seen: mask` they do not count. */
  readonly repeats: number;
}

/** Counts the parts of both cuts in one pass, without making them. */
export function cutsOf(dataset: Dataset, split: SplitConfig = defaultSplit(dataset)): Cut[] {
  const counts = (['experiment', 'train'] as const).map((run) => ({
    run,
    labels: partLabels(dataset, split, run === 'experiment' ? 'held-out' : 'to-training'),
    parts: new PartCounts(dataset.users.ids.length, dataset.items.ids.length),
  }));
  for (const block of userBlocks(dataset)) {
    const { user, item, positive, length } = block.events;
    for (const { labels, parts } of counts) {
      const label = labels(block);
      for (let start = 0; start < length; ) {
        let end = start + 1;
        while (end < length && user[end] === user[start]) {
          end++;
        }
        for (let part = 0; part < partNames.length; part++) {
          for (let e = start; e < end; e++) {
            if (positive[e] === 1 && label[e] === part) {
              parts.add(user[e], item[e], part);
            }
          }
        }
        start = end;
      }
    }
  }
  return counts.map(({ run, parts }) => ({ run, split: split.kind, ...parts.result() }));
}

class PartCounts {
  readonly #perUser: readonly Int32Array[];
  readonly #perItem: readonly Int32Array[];
  readonly #repeats = [0, 0, 0];
  /** The last user with a positive of an item, and the first part it was in. */
  readonly #lastUser: Int32Array;
  readonly #firstPart: Uint8Array;

  constructor(users: number, items: number) {
    this.#perUser = partNames.map(() => new Int32Array(users));
    this.#perItem = partNames.map(() => new Int32Array(items));
    this.#lastUser = new Int32Array(items).fill(-1);
    this.#firstPart = new Uint8Array(items);
  }

  /** Users one after the other, and of each the first part first. */
  add(user: number, item: number, part: number): void {
    this.#perUser[part][user]++;
    this.#perItem[part][item]++;
    if (this.#lastUser[item] !== user) {
      this.#lastUser[item] = user;
      this.#firstPart[item] = part;
    } else if (this.#firstPart[item] < part) {
      this.#repeats[part]++;
    }
  }

  result(): Pick<Cut, 'positives' | 'heldOut'> {
    const totals = this.#perItem.map((counts) => counts.reduce((a, b) => a + b, 0));
    const heldOut = partNames.flatMap((part, p) =>
      p === 0 || totals[p] === 0
        ? []
        : {
            part,
            positives: totals[p],
            coldItems: unknown(this.#perItem, p) / totals[p],
            coldUsers: unknown(this.#perUser, p) / totals[p],
            repeats: this.#repeats[p] / totals[p],
          },
    );
    const [train, validation, test] = totals;
    return { positives: { train, validation, test }, heldOut };
  }
}

/** Positives of a part whose user or item has none in the parts before. */
function unknown(counts: readonly Int32Array[], part: number): number {
  return counts[part].reduce(
    (sum, own, i) => sum + (counts.slice(0, part).every((before) => before[i] === 0) ? own : 0),
    0,
  );
}
