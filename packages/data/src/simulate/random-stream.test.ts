import { describe, expect, it } from 'vitest';
import { AliasTable } from './alias-table.ts';
import { RandomStream } from './random-stream.ts';

describe('RandomStream', () => {
  it('repeats itself for the same seed, purpose and index, and differs for any other', () => {
    const draw = (seed: number, purpose: number, index: number) =>
      new RandomStream(seed, purpose, index).next();
    expect(draw(1, 2, 3)).toBe(draw(1, 2, 3));
    const others = [draw(1, 2, 3), draw(2, 2, 3), draw(1, 3, 3), draw(1, 2, 4), draw(2 ** 32 + 1, 2, 3)];
    expect(new Set(others).size).toBe(others.length);
  });

  it('fills an array as it would draw one by one', () => {
    const [filled, single] = [new RandomStream(1, 2), new RandomStream(1, 2)];
    const values = new Float64Array(50);
    filled.fill(values);
    expect(Array.from(values)).toEqual(Array.from(values, () => single.next()));
    expect(filled.next()).toBe(single.next());
  });

  it('draws normals of mean 0 and variance 1', () => {
    const random = new RandomStream(5, 1);
    const values = Array.from({ length: 20_000 }, () => random.normal());
    expect(values.reduce((sum, x) => sum + x, 0) / 20_000).toBeCloseTo(0, 1);
    expect(values.reduce((sum, x) => sum + x * x, 0) / 20_000).toBeCloseTo(1, 1);
  });
});

describe('AliasTable', () => {
  it('draws in proportion to the weights', () => {
    const random = new RandomStream(9, 1);
    const table = new AliasTable(Float64Array.of(1, 5, 2, 2));
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 20_000; i++) {
      counts[table.draw(random)] += 1 / 20_000;
    }
    [0.1, 0.5, 0.2, 0.2].forEach((share, i) => {
      expect(counts[i]).toBeCloseTo(share, 1.5);
    });
  });
});
