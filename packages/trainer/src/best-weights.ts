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
  for (const part of ['dense', 'tables'] as const) {
    for (const [name, { data }] of Object.entries(from[part])) {
      if (to[part][name].data !== data) {
        to[part][name].data.set(data);
      }
    }
  }
}

function mapTensors(tensors: Tensors, map: (data: Float32Array) => Float32Array): Tensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, data }]) => [name, { shape, data: map(data) }]),
  );
}
