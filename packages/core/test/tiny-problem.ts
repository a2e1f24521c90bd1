import type { Bag, TowerBatch } from '@twotower/features';
import { createModel, type TowerShape, type TwoTowerModel } from '../src/index.ts';
import type { TrainBatch } from '../src/train/index.ts';

/** A model small enough for finite differences: the user's history shares `item-ids` with the item tower. */
export function tinyModel(
  hidden: number[],
  initialAccumulator?: number,
  seed = 7,
  { residual = false, ...rest }: Pick<TowerShape, 'layerNorm' | 'residual' | 'attention'> = {},
): TwoTowerModel {
  const options = { residual, ...rest };
  const model = createModel({
    dim: 4,
    tables: [
      { name: 'user-ids', rows: 5 },
      { name: 'item-ids', rows: 6 },
    ],
    user: {
      inputs: [
        { feature: 'id', table: 'user-ids' },
        { feature: 'recent', table: 'item-ids' },
      ],
      hidden,
      ...options,
    },
    item: { inputs: [{ feature: 'id', table: 'item-ids' }], hidden, ...options, attention: undefined },
    seed,
    initialAccumulator,
  });
  model.user.attention?.query.set([0.5, -1, 2, 0.3]);
  model.user.attention?.bias.set([0.4, -0.6]);
  for (const tower of [model.user, model.item]) {
    for (const { bias, weights, norm } of tower.layers) {
      for (let i = 0; i < bias.length; i++) bias[i] = 0.05 * (i - 1);
      if (residual) for (let i = 0; i < weights.length; i++) weights[i] += 0.1 * Math.sin(i);
      for (let i = 0; i < (norm?.gain.length ?? 0); i++) norm?.gain.set([1 + 0.1 * i], i);
    }
  }
  return model;
}

/** One row a record, or several with equal weights. */
export function bag(rows: readonly (readonly number[])[]): Bag {
  const offsets = Int32Array.from([0, ...rows.map((_, r) => rows.slice(0, r + 1).flat().length)]);
  const weights = rows.flatMap((own) => own.map(() => 1 / own.length));
  return { offsets, rows: Int32Array.from(rows.flat()), weights: Float32Array.from(weights) };
}

export function batchOf(...bags: Bag[]): TowerBatch {
  return { size: bags[0].offsets.length - 1, bags };
}

/** Repeated users and items, histories that overlap the candidates, unequal weights, extra negatives, one hit. */
export function tinyBatch(): TrainBatch {
  return {
    users: batchOf(bag([[1], [2], [1]]), bag([[3, 4], [0], [5, 1, 1]])),
    items: batchOf(bag([[1], [2], [3], [1], [5]])),
    logQ: Float32Array.of(-1, -2, -0.5, -1, -3),
    weights: Float32Array.of(1, 0.5, 2),
    hits: Int32Array.of(0, 3, 2, 0, 2, 0),
  };
}
