import type { TwoTowerModel } from '@twotower/core';
import { averagedModel } from './averaged-model.ts';
import { type BestWeights, copyWeights, overwriteWeights, presentWeights } from './best-weights.ts';
import type { Checkpoint } from './checkpoint.ts';

/** Which weights a run examines, which it publishes, and what of them an interrupted run needs. */
export interface KeptWeights {
  /** What is examined at the end of an epoch: the model that learns, or the mean of its epochs. */
  readonly examined: TwoTowerModel;
  /** To be called at the end of each epoch, from 1, before it is examined. */
  endEpoch(epoch: number): void;
  /** What is examined is the best so far. */
  keep(): void;
  /** Puts what was kept into the model that learnt. */
  publish(): void;
  forCheckpoint(): { readonly best: BestWeights; readonly average?: BestWeights };
}

/**
 * Without validation the last epoch is the best, and nothing is copied.
 *
 * @param averaging see the config's `training.averaging`
 */
export function keepWeights(
  model: TwoTowerModel,
  averaging: number,
  validated: boolean,
  checkpoint: Checkpoint | undefined,
): KeptWeights {
  const average =
    averaging > 0 ? averagedModel(model, averaging, savedWeights(checkpoint, 'average')) : undefined;
  const examined = average?.model ?? model;
  const best = validated
    ? (savedWeights(checkpoint, 'best') ?? copyWeights(examined))
    : presentWeights(examined);
  return {
    examined,
    endEpoch: (epoch) => average?.add(epoch),
    keep: () => overwriteWeights(presentWeights(examined), best),
    publish: () => overwriteWeights(best, presentWeights(model)),
    forCheckpoint: () => ({ best, ...(average && { average: presentWeights(average.model) }) }),
  };
}

/** Not a closure of the above: what is returned there would hold the whole checkpoint. */
function savedWeights(
  checkpoint: Checkpoint | undefined,
  which: 'best' | 'average',
): BestWeights | undefined {
  return (
    checkpoint && {
      dense: checkpoint.tensors[`${which}-dense`],
      tables: checkpoint.tensors[`${which}-tables`],
    }
  );
}
