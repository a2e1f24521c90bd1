import { drawDistinct } from './draw-distinct.ts';
import { SamplingError } from './error.ts';
import type { HardNegatives } from './hard-negatives.ts';
import type { PositivesByUser } from './positives-by-user.ts';
import { rowMask } from './row-mask.ts';

/** What was recalled for each user and then dropped by a ranker (`ranked_out`): user u owns `starts[u]` to `ends[u]`. */
export interface DroppedByUser {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly items: Int32Array;
  /** When each was dropped, ascending within a user. */
  readonly times?: Float64Array;
}

export interface HardFromLogOptions {
  readonly dropped: DroppedByUser;
  /** Never drawn for their user. */
  readonly positives: PositivesByUser;
  /** The catalogue's size. */
  readonly items: number;
  readonly perRow: number;
}

/**
 * Hard negatives from the log: up to `perRow` of what the user's rankers dropped, each row's equally likely; an item
 * dropped twice is twice as likely to be met. Where both the log and the rows have times, only what was dropped up to the
 * row's time counts. Impressions without a click are none of these: a user who saw an item had it recalled rightly.
 *
 * @throws SamplingError where `perRow` is no positive integer or the times do not fit the items
 */
export function hardFromLog(options: HardFromLogOptions): HardNegatives {
  const { dropped, positives, items, perRow } = options;
  if (!Number.isInteger(perRow) || perRow < 1) {
    throw new SamplingError(`hard negatives from the log need perRow >= 1, got ${perRow}`);
  }
  if (dropped.times && dropped.times.length !== dropped.items.length) {
    throw new SamplingError(
      `hard negatives from the log: ${dropped.times.length} times for ${dropped.items.length} items; give one each`,
    );
  }
  const mask = rowMask(positives, items);

  return {
    kind: 'hard-log',
    perRow,
    draw({ users, positives: own, times, wanted }, random) {
      const out = new Int32Array(users.length * perRow).fill(-1);
      for (let row = 0; row < users.length; row++) {
        const start = dropped.starts[users[row]];
        let end = dropped.ends[users[row]];
        if (times && dropped.times) {
          end = firstAfter(dropped.times, start, end, times[row]);
        }
        if (end > start) {
          mask.begin(users[row], own[row]);
          const count = Math.min(perRow, wanted?.[row] ?? perRow);
          drawDistinct(dropped.items.subarray(start, end), mask, out, row * perRow, count, random);
        }
      }
      return out;
    },
  };
}

/** The first place in [start, end) whose time is after `time`, or `end`. */
function firstAfter(times: Float64Array, start: number, end: number, time: number): number {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
