import { defaultInitialAccumulator, type TwoTowerModel } from '@twotower/core';
import type { Tensors } from '@twotower/store';

/**
 * Takes Adagrad's accumulators, of rows in place and of layers among what a teacher held, down to a share of what they are, but
 * never below what they began with: else each night would learn less than the one before. Source: DeepRec, AdagradDecay.
 *
 * @returns what the teacher held, with those of the layers
 */
export function decayAccumulators(model: TwoTowerModel, held: Tensors, kept: number): Tensors {
  const decayed = (value: number) => Math.max(defaultInitialAccumulator, kept * value);
  for (const { accumulator, rows } of model.tables.values()) {
    for (let row = 0; row < rows; row++) accumulator[row] = decayed(accumulator[row]);
  }
  return Object.fromEntries(
    Object.entries(held).map(([name, { shape, data }]) => [
      name,
      name.startsWith('step/accumulator/') && data instanceof Float32Array
        ? { shape, data: data.map(decayed) }
        : { shape, data },
    ]),
  );
}
