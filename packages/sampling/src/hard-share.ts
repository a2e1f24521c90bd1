import type { RandomIntegers } from './negative-source.ts';
import { unitInterval } from './unit-interval.ts';

/** How many hard negatives are mixed into the easy ones, and from when on. */
export interface HardSchedule {
  /** Easy negatives to one hard one. Too few, and the model forgets what most of the catalogue is; 100 in the source. */
  readonly easyPerHard: number;
  /** The first epoch, from 0, with hard negatives: before it the model does not know yet what is hard. */
  readonly startEpoch: number;
  /** Epochs from the start to the full share; 0 = at once. */
  readonly rampEpochs: number;
}

/**
 * The share of hard ones among an epoch's negatives, in [0, 1 / (1 + easyPerHard)], rising linearly.
 *
 * Example: 99 easy to 1 hard, from epoch 2 over 1 epoch: 0, 0, 0.005, 0.01, 0.01. Source of the ratio: Huang et al. 2020,
 * "Embedding-based retrieval in Facebook search".
 */
export function hardShare(schedule: HardSchedule, epoch: number): number {
  const { easyPerHard, startEpoch, rampEpochs } = schedule;
  const risen = (epoch - startEpoch + 1) / (rampEpochs + 1);
  return Math.min(1, Math.max(0, risen)) / (1 + easyPerHard);
}

/**
 * How many hard negatives a row with `easy` easy ones needs for a share: `easy share / (1 - share)`, no integer.
 * Example: 1,500 easy ones and a share of 1/101 need 15.
 */
export function hardPerRow(easy: number, share: number): number {
  return (easy * share) / (1 - share);
}

/**
 * `[rows]` integers with the mean `expected`: rounded down, and up as often as the fraction says. At most 255.
 */
export function hardCounts(rows: number, expected: number, random: RandomIntegers): Uint8Array {
  const whole = Math.floor(expected);
  const counts = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    counts[row] = Math.min(255, unitInterval(random) < expected - whole ? whole + 1 : whole);
  }
  return counts;
}
