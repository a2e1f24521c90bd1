import { loadKernel } from '@twotower/kernel';
import { describe, expect, it } from 'vitest';
import { bag } from '../../test/tiny-problem.ts';
import { EmbeddingTable } from '../embedding-table.ts';
import { seededRandom } from '../random.ts';
import { RowGradients } from './row-gradients.ts';

const loaded = loadKernel();
const ways = [
  ['in TypeScript', undefined] as const,
  ...(loaded.kind === 'loaded' ? [['by the kernel', loaded.kernel] as const] : []),
];

function table(dim: number): EmbeddingTable {
  const made = new EmbeddingTable('t', 6, dim);
  const random = seededRandom(3);
  for (let i = 0; i < made.values.length; i++) made.values[i] = random.normal();
  made.accumulator.fill(1);
  return made;
}

describe.each(ways)('row gradients %s', (_, kernel) => {
  it('sum the duplicates of a row, step by row-wise Adagrad and leave untouched rows as they are', () => {
    const t = new EmbeddingTable('t', 3, 2);
    t.values.set([1, 1, 2, 2, 3, 3]);
    t.accumulator.fill(0);
    const gradients = new RowGradients(t, kernel);
    gradients.add(bag([[1], [1]]), 2, Float32Array.of(1, 2, 2, 2), 2, 0);
    gradients.apply(0.5, 0);
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
    const gradients = new RowGradients(t, kernel);
    gradients.add(bag([[1], [2]]), 2, Float32Array.of(1, 1, 0, 0), 2, 0);
    gradients.apply(1, 0, 0.5);
    // g + l2 row = (1 + 1, 1 - 1): mean square 2.
    expect(t.values[2]).toBeCloseTo(2 - 2 / Math.sqrt(2), 6);
    expect(t.values[3]).toBeCloseTo(-2, 6);
    expect([...t.values.subarray(4)]).toEqual([3, 3]);
    expect(t.accumulator[2]).toBe(0);
  });
});

it.skipIf(loaded.kind === 'missing').each([4, 20, 64])('kernel and TypeScript agree at dim %i', (dim) => {
  const [a, b] = ways.map(([, kernel]) => {
    const t = table(dim);
    const gradients = new RowGradients(t, kernel);
    const random = seededRandom(9);
    const gradient = Float32Array.from({ length: 4 * dim }, () => random.normal());
    for (let i = 0; i < 3; i++) {
      gradients.add(bag([[1, 2], [3], [1, 1, 5], [0]]), 4, gradient, dim, 0);
      gradients.apply(0.1, 1e-12, 0.01);
    }
    return t;
  });
  a.values.forEach((value, i) => {
    expect(Math.abs(value - b.values[i])).toBeLessThan(1e-5);
  });
});
