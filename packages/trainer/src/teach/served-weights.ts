import type { TwoTowerModel } from '@twotower/core';
import { averagedModel } from './averaged-model.ts';
import { copyModel, overwriteWeights, type Weights, weightsOf } from './weights.ts';

/** Which weights a run examines and which it would publish, beside those that learn. */
export interface ServedWeights {
  /** What is examined at the end of an epoch: the model that learns, or the mean of its epochs. */
  readonly examined: TwoTowerModel;
  /** What is published: the best that was examined; the model that learns itself where nothing tells the two apart. */
  readonly model: TwoTowerModel;
  /** To be called at the end of each epoch, from 1, before it is examined. */
  endEpoch(epoch: number): void;
  /** What is examined is the best so far. */
  keep(): void;
  /** What a run that goes on needs of them beside the model that learns. */
  saved(): SavedWeights;
}

/** Absent where they are the learning model's own, or there are none. */
export interface SavedWeights {
  readonly best?: Weights;
  readonly average?: Weights;
}

/**
 * Without validation the last epoch is the best, and nothing is copied.
 *
 * @param averaging see the config's `training.averaging`
 * @param saved of an earlier run; copied
 */
export function servedWeights(
  learning: TwoTowerModel,
  averaging: number,
  validated: boolean,
  { best: savedBest, average: savedAverage }: SavedWeights = {},
): ServedWeights {
  const average = averaging > 0 ? averagedModel(learning, averaging, savedAverage) : undefined;
  const examined = average?.model ?? learning;
  const model = validated ? copyModel(examined, savedBest) : examined;
  return {
    examined,
    model,
    endEpoch: (epoch) => average?.add(epoch),
    keep: () => overwriteWeights(weightsOf(examined), weightsOf(model)),
    saved: () => ({
      ...(validated && { best: weightsOf(model) }),
      ...(average && { average: weightsOf(average.model) }),
    }),
  };
}
