import { drawDistinct } from './draw-distinct.ts';
import { SamplingError } from './error.ts';
import type { HardNegatives } from './hard-negatives.ts';
import type { PositivesByUser } from './positives-by-user.ts';
import { rowMask } from './row-mask.ts';

/** Neighbours that an index found, best first. */
export interface RankedLists {
  /** Whether a list belongs to a user index or to a row of the batch. */
  readonly by: 'user' | 'row';
  /** `[users or rows, width]` item indices, padded with -1 */
  readonly items: Int32Array;
  readonly width: number;
  /** The rank of a list's first item, where only a window was kept; default 1. */
  readonly firstRank?: number;
}

export interface HardFromIndexOptions {
  /** Lists for the rows' users `[B]`: searched now, or the ones of the last refresh (`() => lists`). */
  readonly lists: (users: Int32Array) => RankedLists;
  /**
   * First and last rank drawn from, counted from 1, known positives included. From 1 on draws what the user would like
   * and has not met yet; far down draws what is easy anyway. 101 to 500 in the source.
   */
  readonly ranks: readonly [number, number];
  /** Never drawn for their user. */
  readonly positives: PositivesByUser;
  /** The catalogue's size. */
  readonly items: number;
  readonly perRow: number;
}

/**
 * Hard negatives mined from the index: up to `perRow` items of a window of the user's ranking, each equally likely.
 *
 * To be mixed with easy ones: hard ones alone do worse than random. Source: Huang et al. 2020,
 * "Embedding-based retrieval in Facebook search", section 6.1.
 *
 * @throws SamplingError where ranks or `perRow` make no sense
 */
export function hardFromIndex(options: HardFromIndexOptions): HardNegatives {
  const { lists, ranks, positives, items, perRow } = options;
  const [from, to] = ranks;
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < 1 || to < from) {
    throw new SamplingError(`hard negatives from the index need ranks 1 <= from <= to, got [${from}, ${to}]`);
  }
  if (!Number.isInteger(perRow) || perRow < 1) {
    throw new SamplingError(`hard negatives from the index need perRow >= 1, got ${perRow}`);
  }
  const mask = rowMask(positives, items);

  return {
    kind: 'hard-index',
    perRow,
    draw({ users, positives: own, wanted }, random) {
      const { by, items: neighbours, width, firstRank = 1 } = lists(users);
      const first = Math.max(0, from - firstRank);
      const last = Math.min(width, to - firstRank + 1);
      const out = new Int32Array(users.length * perRow).fill(-1);
      for (let row = 0; row < users.length && first < last; row++) {
        const base = (by === 'user' ? users[row] : row) * width;
        const window = neighbours.subarray(base + first, base + last);
        mask.begin(users[row], own[row]);
        const count = Math.min(perRow, wanted?.[row] ?? perRow);
        drawDistinct(window, mask, out, row * perRow, count, random);
      }
      return out;
    },
  };
}
