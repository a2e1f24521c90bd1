import { describe, expect, it } from 'vitest';
import type { RawValue } from '../dataset.ts';
import { categorical } from './categorical.ts';
import { categories } from './categories.ts';
import type { ValueEncoder } from './encoder.ts';
import { numeric } from './numeric.ts';
import { text } from './text.ts';
import { time } from './time.ts';
import { vector } from './vector.ts';

function entries(encoder: ValueEncoder, value: RawValue): [number, number][] {
  const out: [number, number][] = [];
  encoder.encode(value, { add: (row, weight) => out.push([row, weight]) });
  return out;
}

describe('encoders', () => {
  it('categorical: a row a value, row 0 for rare, unknown and missing ones', () => {
    const encoder = categorical.fit({ kind: 'categorical', minCount: 2 }, ['b', 'a', 'a', 'b', 'c', null]);
    expect(encoder.rows).toBe(3);
    expect([entries(encoder, 'a'), entries(encoder, 'b')]).toEqual([[[1, 1]], [[2, 1]]]);
    expect([entries(encoder, 'c'), entries(encoder, null)]).toEqual([[[0, 1]], [[0, 1]]]);
  });

  it('categories: known parts of equal weight, from text or a list', () => {
    const encoder = categories.fit({ kind: 'categories', separator: '|', minCount: 1 }, ['x|y', 'y']);
    const both = [
      [1, 0.5],
      [2, 0.5],
    ];
    expect(entries(encoder, 'y| x|unknown').sort()).toEqual(both);
    expect(entries(encoder, ['x', 'y'])).toEqual(both);
    expect(entries(encoder, '')).toEqual([[0, 1]]);
  });

  it('numeric: standard scores, cut off at 5, beside a bias row', () => {
    const encoder = numeric.fit({ kind: 'numeric', transform: 'standard' }, [1, '3', null, 'n/a']);
    expect(entries(encoder, 3)).toEqual([
      [1, 1],
      [2, 1],
    ]);
    expect(entries(encoder, 1e9)[0]).toEqual([1, 5]);
    expect(entries(encoder, 'n/a')).toEqual([[0, 1]]);
  });

  it('numeric: quantiles grow from -1 to 1', () => {
    const encoder = numeric.fit(
      { kind: 'numeric', transform: 'quantile' },
      Array.from({ length: 1000 }, (_, i) => i ** 3),
    );
    expect(entries(encoder, -1)[0][1]).toBe(-1);
    expect(entries(encoder, 500 ** 3)[0][1]).toBeCloseTo(0, 1);
    expect(entries(encoder, 1e12)[0][1]).toBe(1);
  });

  it('text: hashed letter trigrams, each word by itself, case ignored', () => {
    const encoder = text.fit({ kind: 'text', buckets: 1 << 20 }, []);
    expect(entries(encoder, 'Cat')).toHaveLength(3);
    expect(entries(encoder, 'Cat cat')).toEqual(entries(encoder, 'cat'));
    const squares = entries(encoder, 'The Cat').reduce((sum, [, weight]) => sum + weight ** 2, 0);
    expect(squares).toBeCloseTo(1, 10);
    expect(entries(encoder, '?!')).toEqual([[0, 1]]);
  });

  it('time: the same hour of the same weekday is the same point', () => {
    const encoder = time.fit({ kind: 'time' }, []);
    const week = 7 * 86_400_000;
    const noon = Date.parse('2026-01-05T12:00:00Z');
    entries(encoder, noon + week).forEach(([row, weight], i) => {
      const [expectedRow, expected] = entries(encoder, '2026-01-05T12:00:00Z')[i];
      expect(row).toBe(expectedRow);
      expect(weight).toBeCloseTo(expected, 9);
    });
    expect(entries(encoder, noon)[1][1]).toBeCloseTo(-1, 9);
    expect(entries(encoder, 'yesterday')).toEqual([[0, 1]]);
  });

  it('vector: unit length; another dimension counts as missing', () => {
    const encoder = vector.fit({ kind: 'vector', dim: 2 }, []);
    expect(entries(encoder, [3, 4])).toEqual([
      [1, 0.6],
      [2, 0.8],
    ]);
    expect(entries(encoder, [1])).toEqual([[0, 1]]);
  });
});
