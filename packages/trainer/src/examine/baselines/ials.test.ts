import { seededRandom } from '@twotower/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserRuns } from '../../prepare/items-by-user.ts';
import { type PositiveSource, positivesFrom } from '../../prepare/positives.ts';
import { countItems } from '../../prepare/prepare.ts';
import { type IalsOptions, ialsScorer } from './ials.ts';
import { solveRow, squares } from './implicit-row.ts';

function scores(source: PositiveSource, items: number, options: IalsOptions): Float32Array {
  const users = Int32Array.from({ length: source.offsets.length - 1 }, (_, u) => u);
  const history = new UserRuns(users.length).of(source.readUsers(0, users.length));
  const out = new Float32Array(users.length * items);
  ialsScorer(source, countItems(items, source), options).score({ users, history }, out);
  return out;
}

describe('solveRow', () => {
  it('reaches where the gradient of the weighted squares is 0', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 6 }), (seed, positives) => {
        const [items, factors, alpha, regularization] = [7, 4, 3, 0.5];
        const random = seededRandom(seed >>> 0);
        const vectors = Float32Array.from({ length: items * factors }, () => random.next() - 0.5);
        const own = Int32Array.from({ length: positives }, (_, i) => i);
        const x = new Float32Array(factors);
        solveRow(x, { vectors, gram: squares(vectors, factors, regularization), own, alpha }, factors);
        // d/dx of sum_i c_i (p_i - x . y_i)^2 + regularization |x|^2, halved, over every single pair.
        const gradient = [...x].map((value) => regularization * value);
        for (let i = 0; i < items; i++) {
          const y = vectors.subarray(i * factors, (i + 1) * factors);
          const predicted = y.reduce((sum, value, f) => sum + value * x[f], 0);
          const [p, c] = i < positives ? [1, 1 + alpha] : [0, 1];
          gradient.forEach((_, f) => {
            gradient[f] -= c * (p - predicted) * y[f];
          });
        }
        for (const value of gradient) {
          expect(value).toBeCloseTo(0, 4);
        }
      }),
    );
  });
});

describe('ialsScorer', () => {
  // Two groups of users, each with its half of the items; every user lacks one.
  const source = positivesFrom([
    ...Array.from({ length: 12 }, (_, u) =>
      [0, 1, 2, 3].map((i) => 4 * (u % 2) + i).filter((i) => i % 4 !== (u >> 1) % 4),
    ),
    [],
  ]);
  const options = { factors: 2, iterations: 8, seed: 3 };

  it('finds the item that a user of the group lacks', () => {
    const out = scores(source, 8, options);
    for (let u = 0; u < 12; u++) {
      const own = out.subarray(u * 8 + 4 * (u % 2), u * 8 + 4 * (u % 2) + 4);
      const others = out.subarray(u * 8 + 4 * (1 - (u % 2)), u * 8 + 4 * (1 - (u % 2)) + 4);
      expect(Math.min(...own)).toBeGreaterThan(Math.max(...others));
    }
    expect([...out.subarray(96)]).toEqual([...countItems(8, source)]);
  });

  it('gives the same with the same seed', () => {
    expect(scores(source, 8, options)).toEqual(scores(source, 8, options));
  });
});
