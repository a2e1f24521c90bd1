import type { EpochRecord } from '@twotower/schema';

/** Where a run stands between two passes. */
export interface Standing {
  readonly nextEpoch: number;
  /** Passes since the best one. */
  readonly sinceBest: number;
  /** From 1; 0 before there is one. */
  readonly bestEpoch: number;
  readonly bestValue: number;
  readonly curve: readonly EpochRecord[];
}

/** Before the first pass. */
export const beginning: Standing = {
  nextEpoch: 1,
  sinceBest: 0,
  bestEpoch: 0,
  bestValue: Number.NEGATIVE_INFINITY,
  curve: [],
};

/** After one pass more. @param value what tells the better pass, the higher */
export function advance(standing: Standing, record: EpochRecord, value: number): Standing {
  const { nextEpoch, sinceBest, bestEpoch, bestValue, curve } = standing;
  const improved = value > bestValue;
  return {
    nextEpoch: nextEpoch + 1,
    sinceBest: improved ? 0 : sinceBest + 1,
    bestEpoch: improved ? nextEpoch : bestEpoch,
    bestValue: improved ? value : bestValue,
    curve: [...curve, record],
  };
}

/** Seconds of teaching so far. */
export function secondsOf({ curve }: Standing): number {
  return curve.reduce((sum, { seconds }) => sum + seconds, 0);
}
