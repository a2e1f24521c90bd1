import { seededRandom } from '@twotower/core';
import { loadEngine } from '@twotower/core/train';
import { describe, expect, it } from 'vitest';
import { engineProduct, plainProduct } from './block-product.ts';
import { negateInverse, SymmetricBlocks } from './symmetric-blocks.ts';

const products = { 'plain loops': plainProduct, 'the engine': engineProduct(await loadEngine('auto')) };

/** `XT X + I` of random X, as blocks and as rows. */
function positiveDefinite(order: number): { blocks: SymmetricBlocks; rows: number[][] } {
  const random = seededRandom(order);
  const x = Array.from({ length: order }, () => Array.from({ length: order }, () => random.next() - 0.5));
  const rows = x.map((_, i) =>
    x.map((_, j) => x.reduce((sum, row) => sum + (row[i] * row[j]) / order, i === j ? 1 : 0)),
  );
  const blocks = new SymmetricBlocks(order);
  rows.forEach((row, i) => {
    row.slice(0, i + 1).forEach((value, j) => {
      blocks.add(i, j, value);
    });
  });
  return { blocks, rows };
}

describe.each(Object.entries(products))('negateInverse by %s', (_, product) => {
  it.each([1, 2, 5, 64])('times the matrix is -I: order %i', (order) => {
    const { blocks, rows } = positiveDefinite(order);
    negateInverse(blocks, product);
    const negated = blocks.toDense();
    rows.forEach((row, i) => {
      for (let j = 0; j < order; j++) {
        const entry = row.reduce((sum, value, m) => sum + value * negated[m * order + j], 0);
        expect(entry).toBeCloseTo(i === j ? -1 : 0, 4);
      }
    });
  });

  it('goes over several blocks, the last one filled up', () => {
    const blocks = new SymmetricBlocks(1030);
    for (let i = 0; i < 1030; i++) {
      blocks.add(i, i, 2);
    }
    // Three pairs that meet across blocks: [[2, 1], [1, 2]] has the inverse [[2, -1], [-1, 2]] / 3.
    for (const [i, j] of [
      [1029, 3],
      [400, 100],
      [700, 350],
    ]) {
      blocks.add(i, j, 1);
    }
    negateInverse(blocks, product);
    expect(blocks.rows.length).toBe(3);
    const dense = blocks.toDense();
    const at = (i: number, j: number) => dense[i * 1030 + j];
    expect([at(1029, 3), at(3, 1029), at(400, 100), at(350, 700)]).toEqual(
      [1, 1, 1, 1].map((x) => expect.closeTo(x / 3, 6)),
    );
    expect([at(3, 3), at(0, 0), at(1028, 1028), at(3, 4)]).toEqual(
      [-2 / 3, -0.5, -0.5, 0].map((x) => expect.closeTo(x, 6)),
    );
  });

  it('says so where the matrix is not positive definite', () => {
    const blocks = new SymmetricBlocks(2);
    blocks.add(1, 0, 1);
    expect(() => negateInverse(blocks, product)).toThrow(/not positive definite/);
  });
});
