import { modelFromTensors, type TwoTowerModel } from '@twotower/core';
import { type BestWeights, mixWeights, presentWeights } from './best-weights.ts';

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
 * @param saved the mean of an interrupted run
 */
export function averagedModel(
  learning: TwoTowerModel,
  averaging: number,
  saved?: BestWeights,
): AveragedModel {
  const { user, item } = learning;
  const model = modelFromTensors({
    user: user.inputs,
    item: item.inputs,
    ...(saved ?? presentWeights(learning)),
  });
  return {
    model,
    add(epoch) {
      const kept = Math.min(averaging, (epoch - 1) / epoch);
      mixWeights(presentWeights(learning), presentWeights(model), kept);
    },
  };
}
