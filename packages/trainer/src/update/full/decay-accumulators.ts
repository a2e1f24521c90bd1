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

/**
 * What a window leaves of accumulators: the share that a config names where it is as large as all that was learnt before, and of a
 * smaller one as much less is taken away as it can put back. Else many small nights would take rates back to those that training
 * began with, and the rows of who stayed away for some nights would leap at their next event.
 *
 * @param share the config's `update.accumulatorDecay`
 * @param taught positives of the window
 * @param learnt positives of the bundle
 */
export function keptAfter(share: number, taught: number, learnt: number): number {
  return share ** Math.min(1, Math.max(leastPart, taught / Math.max(1, learnt)));
}

/** However long the past is, the last few dozen nights weigh the most. */
const leastPart = 0.05;
