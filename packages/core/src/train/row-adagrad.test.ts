import { loadKernel, plainProducts } from '@twotower/kernel';
import { describe, expect, it } from 'vitest';
import { bag } from '../../test/tiny-problem.ts';
import { EmbeddingTable } from '../embedding-table.ts';
import { seededRandom } from '../random.ts';
import { addRows, growTable } from '../table-rows.ts';
import { RowAdagrad } from './row-adagrad.ts';

const loaded = loadKernel();
const ways = [
  ['in TypeScript', plainProducts] as const,
  ...(loaded.kind === 'loaded' ? [['by the kernel', loaded.kernel] as const] : []),
];

function table(dim: number): EmbeddingTable {
  const made = new EmbeddingTable('t', 6, dim);
  const random = seededRandom(3);
  for (let i = 0; i < made.values.length; i++) made.values[i] = random.normal();
  made.accumulator.fill(1);
  return made;
}

describe.each(ways)('row-wise Adagrad %s', (_, products) => {
  it('sum the duplicates of a row, step by row-wise Adagrad and leave untouched rows as they are', () => {
    const t = new EmbeddingTable('t', 3, 2);
    t.values.set([1, 1, 2, 2, 3, 3]);
    t.accumulator.fill(0);
    const gradients = new RowAdagrad(t, products);
    gradients.add(bag([[1], [1]]), 2, Float32Array.of(1, 2, 2, 2), 2, 0);
    gradients.apply({ rate: 0.5, epsilon: 0, l2: 0 });
    // Summed (3, 4): mean square 12.5.
    const step = 0.5 / Math.sqrt(12.5);
    expect([...t.values.subarray(0, 2), ...t.values.subarray(4)]).toEqual([1, 1, 3, 3]);
    expect(t.values[2]).toBeCloseTo(2 - 3 * step, 6);
    expect(t.values[3]).toBeCloseTo(2 - 4 * step, 6);
    expect([...t.accumulator]).toEqual([0, 12.5, 0]);
  });

  it('pull touched rows towards 0 with l2, and a row whose gradient is 0 not at all', () => {
    const t = new EmbeddingTable('t', 3, 2);
    t.values.set([1, 1, 2, -2, 3, 3]);
    t.accumulator.fill(0);
    const gradients = new RowAdagrad(t, products);
    gradients.add(bag([[1], [2]]), 2, Float32Array.of(1, 1, 0, 0), 2, 0);
    gradients.apply({ rate: 1, epsilon: 0, l2: 0.5 });
    // g + l2 row = (1 + 1, 1 - 1): mean square 2.
    expect(t.values[2]).toBeCloseTo(2 - 2 / Math.sqrt(2), 6);
    expect(t.values[3]).toBeCloseTo(-2, 6);
    expect([...t.values.subarray(4)]).toEqual([3, 3]);
    expect(t.accumulator[2]).toBe(0);
  });

  it('stamps the rows that move, and no row while the stamp is 0', () => {
    const t = table(2);
    const gradients = new RowAdagrad(t, products);
    const step = () => {
      gradients.add(bag([[1], [2]]), 2, Float32Array.of(1, 1, 0, 0), 2, 0);
      gradients.apply({ rate: 1, epsilon: 0, l2: 0 });
    };
    step();
    expect([...t.changedAt]).toEqual([0, 0, 0, 0, 0, 0]);
    t.stamp[0] = 7;
    step();
    expect([...t.changedAt]).toEqual([0, 7, 0, 0, 0, 0]);
  });

  it('leaves row 0 where it is locked, even where l2 pulls', () => {
    const t = table(2);
    const before = t.values.slice();
    const gradients = new RowAdagrad(t, products, { lockUnknown: true });
    gradients.add(bag([[0], [1]]), 2, Float32Array.of(1, 1, 1, 1), 2, 0);
    gradients.apply({ rate: 1, epsilon: 0, l2: 0.1 });
    expect(t.values.subarray(0, 2)).toEqual(before.subarray(0, 2));
    expect(t.accumulator[0]).toBe(1);
    expect(t.values[2]).not.toBe(before[2]);
  });

  it('goes on with a table that has grown, and refuses rows that are not in use, leaving nothing behind', () => {
    const t = table(2);
    const gradients = new RowAdagrad(t, products);
    growTable(t, 20);
    const one = Float32Array.of(1, 1, 1, 1);
    expect(() => gradients.add(bag([[1], [6]]), 2, one, 2, 0)).toThrow(/table t: no row 6 of 6/);
    gradients.forget();
    addRows(t, 10, { initialise: (values) => values.fill(1), accumulator: 0 });
    gradients.add(bag([[1], [15]]), 2, one, 2, 0);
    gradients.apply({ rate: 0.5, epsilon: 0, l2: 0 });
    expect([...t.values.subarray(28, 34)]).toEqual([1, 1, 0.5, 0.5, 0, 0]);
    expect(t.accumulator[1]).toBe(2);
  });
});

it.skipIf(loaded.kind === 'missing').each([4, 20, 64])('kernel and TypeScript agree at dim %i', (dim) => {
  const [a, b] = ways.map(([, products]) => {
    const t = table(dim);
    const gradients = new RowAdagrad(t, products);
    const random = seededRandom(9);
    const gradient = Float32Array.from({ length: 4 * dim }, () => random.normal());
    for (let i = 0; i < 3; i++) {
      gradients.add(bag([[1, 2], [3], [1, 1, 5], [0]]), 4, gradient, dim, 0);
      gradients.apply({ rate: 0.1, epsilon: 1e-12, l2: 0.01 });
    }
    return t;
  });
  a.values.forEach((value, i) => {
    expect(Math.abs(value - b.values[i])).toBeLessThan(1e-5);
  });
});
