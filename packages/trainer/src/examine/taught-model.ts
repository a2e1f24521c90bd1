import type { TwoTowerModel } from '@twotower/core';
import type { EpochRecord } from '@twotower/schema';

/** What a training ends with, as far as a report tells of it. */
export interface TaughtModel {
  /** The model to serve: the weights of the best epoch. */
  readonly model: TwoTowerModel;
  readonly bestEpoch: number;
  readonly curve: readonly EpochRecord[];
  readonly trainSeconds: number;
  readonly samplesPerSecond: number;
  /** Threads that taught. */
  readonly workers: number;
}
