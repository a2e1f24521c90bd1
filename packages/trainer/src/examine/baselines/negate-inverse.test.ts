import { seededRandom } from '@twotower/core';
import { loadEngine } from '@twotower/core/train';
import { describe, expect, it } from 'vitest';
import { denseProducts } from './dense-products.ts';
import { negateInverse } from './negate-inverse.ts';

const engines = {
  'the kernel': await loadEngine('auto'),
  TensorFlow: await loadEngine('auto', { kernel: false }),
};

/** `XT X + I` of random X, row by row. */
function positiveDefinite(order: number): number[][] {
  const random = seededRandom(order);
  const x = Array.from({ length: order }, () => Array.from({ length: order }, () => random.next() - 0.5));
  return x.map((_, i) =>
    x.map((_, j) => x.reduce((sum, row) => sum + (row[i] * row[j]) / order, i === j ? 1 : 0)),
  );
}

describe.each(Object.entries(engines))('negateInverse by %s', (_, engine) => {
  const products = denseProducts(engine);
  /** Of the lower triangle alone: above it stands what must not be read. */
  const negatedInverse = (rows: number[][]) => {
    const order = rows.length;
    const matrix = Float32Array.from(rows.flatMap((row, i) => row.map((x, j) => (j > i ? 1e9 : x))));
    negateInverse(matrix, order, products);
    return (i: number, j: number) => matrix[Math.max(i, j) * order + Math.min(i, j)];
  };

  it.each([1, 2, 5, 64])('times the matrix is -I: order %i', (order) => {
    const rows = positiveDefinite(order);
    const negated = negatedInverse(rows);
    rows.forEach((row, i) => {
      for (let j = 0; j < order; j++) {
        const entry = row.reduce((sum, value, m) => sum + value * negated(m, j), 0);
        expect(entry).toBeCloseTo(i === j ? -1 : 0, 4);
      }
    });
  });

  it('goes over several blocks, the last one smaller', () => {
    const order = 1030;
    const rows = Array.from({ length: order }, (_, i) =>
      Array.from({ length: order }, (_, j): number => (i === j ? 2 : 0)),
    );
    // Three pairs that meet across blocks: [[2, 1], [1, 2]] has the inverse [[2, -1], [-1, 2]] / 3.
    for (const [i, j] of [
      [1029, 3],
      [400, 100],
      [700, 350],
    ]) {
      rows[i][j] = rows[j][i] = 1;
    }
    const at = negatedInverse(rows);
    expect([at(1029, 3), at(3, 1029), at(400, 100), at(350, 700)]).toEqual(
      [1, 1, 1, 1].map((x) => expect.closeTo(x / 3, 6)),
    );
    expect([at(3, 3), at(0, 0), at(1028, 1028), at(3, 4)]).toEqual(
      [-2 / 3, -0.5, -0.5, 0].map((x) => expect.closeTo(x, 6)),
    );
  });

  it('says so where the matrix is not positive definite', () => {
    const matrix = [
      [0, 1],
      [1, 0],
    ];
    expect(() => negatedInverse(matrix)).toThrow(/not positive definite/);
  });
});
