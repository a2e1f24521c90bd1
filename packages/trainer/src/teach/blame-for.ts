import type { TwoTowerModel } from '@twotower/core';
import type { TrainBatch } from '@twotower/core/train';
import type { LearningConfig } from '../prepare/learning-config.ts';

/** Above it, squares and sums of a vector's numbers leave float32. */
const largestInput = 1e15;
/** Below it, scores are apart by more than float32 can tell. */
const leastTemperature = 1e-6;

/**
 * What made the loss of a batch no finite number, with its mend, where the batch or the config tells: to be asked after the
 * step failed. Nothing is read of the model's weights, which such a step has spoilt; only its features' names.
 *
 * @returns undefined where nothing is to be seen, so that training itself has diverged
 */
export function blameFor(
  batch: TrainBatch,
  { user, item }: Pick<TwoTowerModel, 'user' | 'item'>,
  { loss, model, negatives }: Pick<LearningConfig, 'loss' | 'model' | 'negatives'>,
): string | undefined {
  const weight = batch.weights.find((w) => !(w >= 0 && Number.isFinite(w)));
  if (weight !== undefined) {
    return `an event has weight ${weight}; check the column of schema.event.weight`;
  }
  const logQ = [...batch.logQ, ...(batch.positiveLogQ ?? [])].find((q) => !Number.isFinite(q));
  if (logQ !== undefined) {
    const isCustom = negatives.some(({ kind }) => kind === 'custom');
    return `a candidate's log probability is ${logQ}; ${
      isCustom
        ? 'the custom source of negatives must give a finite share() and a probability() from 0 to 1 for every item'
        : "set loss.logQ: none and report it, as no source of this config's should give that"
    }`;
  }
  const input = faultyInput('user', batch.users, user) ?? faultyInput('item', batch.items, item);
  if (input !== undefined) {
    return input;
  }
  if (batch.constants?.some((x) => !Number.isFinite(x))) {
    return 'a vector of the source of negatives that has constant ones is not finite; check its vectors()';
  }
  if (loss.kind === 'custom') {
    return 'weights, inputs and log probabilities of the batch are finite, and the loss is custom: look in it for divisions by 0, logarithms of 0 and exponentials of large scores';
  }
  if (model.temperature < leastTemperature && !model.learnTemperature) {
    return `model.temperature is ${model.temperature}, too small for float32; raise it to 0.05 or more`;
  }
  return undefined;
}

function faultyInput(
  side: 'user' | 'item',
  { bags }: TrainBatch['users'],
  { inputs }: Pick<TwoTowerModel['user'], 'inputs'>,
): string | undefined {
  for (const [at, { weights }] of bags.entries()) {
    const value = weights.find((w) => !(Math.abs(w) <= largestInput));
    if (value !== undefined) {
      const name = inputs[at]?.feature ?? `at place ${at}`;
      return `feature ${name} of the ${side} tower holds ${value}; correct it in the data, scale it, or leave the feature out`;
    }
  }
  return undefined;
}
