import { modelFromTensors, modelTensors, type Tensors, type TwoTowerModel } from '@twotower/core';

/** The numbers of a model that serving reads: dense weights and tables by name. */
export interface Weights {
  readonly dense: Tensors;
  readonly tables: Tensors;
}

/** The model's own arrays, not copies. */
export function weightsOf(model: TwoTowerModel): Weights {
  const { dense, tables } = modelTensors(model);
  return { dense, tables };
}

/** A model of the same shape with weights of its own: copies of the given ones, by default of the model's. */
export function copyModel(model: TwoTowerModel, weights: Weights = weightsOf(model)): TwoTowerModel {
  return modelFromTensors({ user: model.user.inputs, item: model.item.inputs, ...weights });
}

/** Copies the weights of one model to those of another of the same shape, in place. */
export function overwriteWeights(from: Weights, to: Weights): void {
  forEachPair(from, to, (data, own) => {
    if (own !== data) {
      own.set(data);
    }
  });
}

/** `to = kept to + (1 - kept) from`, in place. */
export function mixWeights(from: Weights, to: Weights, kept: number): void {
  forEachPair(from, to, (data, mean) => {
    for (let i = 0; i < mean.length; i++) {
      mean[i] = kept * mean[i] + (1 - kept) * data[i];
    }
  });
}

function forEachPair(
  from: Weights,
  to: Weights,
  visit: (from: Float32Array, to: Float32Array) => void,
): void {
  for (const part of ['dense', 'tables'] as const) {
    for (const [name, { data }] of Object.entries(from[part])) {
      visit(data, to[part][name].data);
    }
  }
}
