import { expect, it } from 'vitest';
import { ItemTruth } from './item-truth.ts';
import { RandomStream } from './random-stream.ts';
import { axes, unit } from './taste-space.ts';

it('gives back vectors and qualities in units, and their dot products with a taste', () => {
  const random = new RandomStream(3, 1);
  const truth = new ItemTruth(40);
  const vectors = Array.from({ length: 40 }, (_, item) => {
    const vector = new Float64Array(axes.count);
    for (const visible of [item % 3, 5 + (item % 7), 13, 17 + (item % 5), 22 + (item % 6), 28]) {
      vector[visible] = random.next();
    }
    for (let axis = axes.latent; axis < axes.count; axis++) {
      vector[axis] = random.normal();
    }
    truth.set(item, vector, item / 100 - 0.2);
    return vector;
  });
  const taste = Float64Array.from({ length: axes.count }, () => random.normal());
  const items = Int32Array.from({ length: 40 }, (_, i) => (i * 7) % 40);
  const preferences = new Float64Array(40);
  truth.preferences(taste, items, 40, preferences);
  items.forEach((item, i) => {
    const kept = truth.vector(item, new Int32Array(axes.count));
    vectors[item].forEach((value, axis) => {
      expect(kept[axis]).toBe(Math.round(value * 10_000));
    });
    expect(truth.quality(item)).toBe(item * 100 - 2000);
    const dot = kept.reduce((sum, value, axis) => sum + value * unit * taste[axis], item / 100 - 0.2);
    expect(preferences[i]).toBeCloseTo(dot, 10);
  });
});
