import { encodeTower, meanCosine, seededRandom, type TwoTowerModel } from '@twotower/core';
import { selectItems } from '@twotower/features';
import type { TrainingData } from '../prepare/prepare.ts';

const sampled = 512;

/** The mean cosine of random pairs of items: near 0 in a healthy model, near 1 where all items look alike. */
export function collapseOf(model: TwoTowerModel, data: TrainingData, seed: number): number {
  const random = seededRandom(seed);
  const items = Int32Array.from({ length: Math.min(sampled, data.items) }, () => random.integer(data.items));
  const vectors = new Float32Array(items.length * model.dim);
  encodeTower(model, 'item', selectItems(data.encodedItems, items), vectors);
  return meanCosine(vectors, model.dim, random);
}
