import { modelTensors, type Tensors, type TwoTowerModel } from '@twotower/core';

/** The weights a run would publish if it stopped now. */
export interface BestWeights {
  readonly dense: Tensors;
  readonly tables: Tensors;
}

/** The model's own arrays: what is best where nothing decides, the last weights. */
export function presentWeights(model: TwoTowerModel): BestWeights {
  const { dense, tables } = modelTensors(model);
  return { dense, tables };
}

/** A copy that outlives what the model learns next. */
export function copyWeights(model: TwoTowerModel): BestWeights {
  const { dense, tables } = presentWeights(model);
  return {
    dense: mapTensors(dense, (data) => data.slice()),
    tables: mapTensors(tables, (data) => data.slice()),
  };
}

/** Copies the weights of one to those of another of the same shapes, in place. */
export function overwriteWeights(from: BestWeights, to: BestWeights): void {
  forEachPair(from, to, (data, own) => {
    if (own !== data) {
      own.set(data);
    }
  });
}

/** `to = kept to + (1 - kept) from`, in place. */
export function mixWeights(from: BestWeights, to: BestWeights, kept: number): void {
  forEachPair(from, to, (data, mean) => {
    for (let i = 0; i < mean.length; i++) {
      mean[i] = kept * mean[i] + (1 - kept) * data[i];
    }
  });
}

function forEachPair(
  from: BestWeights,
  to: BestWeights,
  visit: (from: Float32Array, to: Float32Array) => void,
): void {
  for (const part of ['dense', 'tables'] as const) {
    for (const [name, { data }] of Object.entries(from[part])) {
      visit(data, to[part][name].data);
    }
  }
}

function mapTensors(tensors: Tensors, map: (data: Float32Array) => Float32Array): Tensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, data }]) => [name, { shape, data: map(data) }]),
  );
}
