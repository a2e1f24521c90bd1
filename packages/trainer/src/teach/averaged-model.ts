import type { TwoTowerModel } from '@twotower/core';
import { copyModel, mixWeights, type Weights, weightsOf } from './weights.ts';

/** The running mean of a model's weights over epochs, as a model of its own that can be examined. */
export interface AveragedModel {
  readonly model: TwoTowerModel;
  /** Takes in the weights as they stand at the end of an epoch, from 1. */
  add(epoch: number): void;
}

/**
 * `mean = a mean + (1 - a) weights` with `a = min(averaging, (epoch - 1) / epoch)`: the plain mean of the first epochs, then an
 * exponential one (Polyak and Juditsky 1992).
 *
 * @param saved the mean of an earlier run
 */
export function averagedModel(learning: TwoTowerModel, averaging: number, saved?: Weights): AveragedModel {
  const model = copyModel(learning, saved);
  return {
    model,
    add(epoch) {
      const kept = Math.min(averaging, (epoch - 1) / epoch);
      mixWeights(weightsOf(learning), weightsOf(model), kept);
    },
  };
}
