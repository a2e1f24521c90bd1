import type { ColumnFeatureConfig } from '@twotower/schema';
import { describe, expect, it, vi } from 'vitest';
import type { RawValue } from '../dataset.ts';
import type { ValueEncoder } from './encoder.ts';
import { fitEncoder } from './kinds.ts';
import { numeric } from './numeric.ts';

function fit(config: ColumnFeatureConfig, values: Iterable<RawValue>): ValueEncoder {
  return fitEncoder(config, values, { of: 'entity' });
}

function entries(encoder: ValueEncoder, value: RawValue): [number, number][] {
  const out: [number, number][] = [];
  encoder.encode(value, { add: (row, weight) => out.push([row, weight]) });
  return out;
}

describe('encoders', () => {
  it('categorical: a row a value, row 0 for rare, unknown and missing ones', () => {
    const encoder = fit({ kind: 'categorical', minCount: 2 }, ['b', 'a', 'a', 'b', 'c', null]);
    expect(encoder.rows).toBe(3);
    expect([entries(encoder, 'a'), entries(encoder, 'b')]).toEqual([[[1, 1]], [[2, 1]]]);
    expect([entries(encoder, 'c'), entries(encoder, null)]).toEqual([[[0, 1]], [[0, 1]]]);
  });

  it('categories: known parts of equal weight, from text or a list', () => {
    const encoder = fit({ kind: 'categories', separator: '|', minCount: 1 }, ['x|y', 'y']);
    const both = [
      [1, 0.5],
      [2, 0.5],
    ];
    expect(entries(encoder, 'y| x|unknown').sort()).toEqual(both);
    expect(entries(encoder, ['x', 'y'])).toEqual(both);
    expect(entries(encoder, '')).toEqual([[0, 1]]);
  });

  it('numeric: standard scores, cut off at 5, beside a bias row', () => {
    const encoder = fit({ kind: 'numeric', transform: 'standard' }, [1, '3', null, 'n/a']);
    expect(entries(encoder, 3)).toEqual([
      [1, 1],
      [2, 1],
    ]);
    expect(entries(encoder, 1e9)[0]).toEqual([1, 5]);
    expect(entries(encoder, 'n/a')).toEqual([[0, 1]]);
  });

  it('numeric: quantiles grow from -1 to 1', () => {
    const encoder = fit(
      { kind: 'numeric', transform: 'quantile' },
      Array.from({ length: 1000 }, (_, i) => i ** 3),
    );
    expect(entries(encoder, -1)[0][1]).toBe(-1);
    expect(entries(encoder, 500 ** 3)[0][1]).toBeCloseTo(0, 1);
    expect(entries(encoder, 1e12)[0][1]).toBe(1);
  });

  it('text: hashed letter trigrams, each word by itself, case ignored', () => {
    const encoder = fit({ kind: 'text', buckets: 1 << 20 }, []);
    expect(entries(encoder, 'Cat')).toHaveLength(3);
    expect(entries(encoder, 'Cat cat')).toEqual(entries(encoder, 'cat'));
    const squares = entries(encoder, 'The Cat').reduce((sum, [, weight]) => sum + weight ** 2, 0);
    expect(squares).toBeCloseTo(1, 10);
    expect(entries(encoder, '?!')).toEqual([[0, 1]]);
  });

  it('time: the same hour of the same weekday is the same point', () => {
    const encoder = fit({ kind: 'time', of: 'clock' }, []);
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
    const encoder = fit({ kind: 'vector', dim: 2 }, []);
    expect(entries(encoder, [3, 4])).toEqual([
      [1, 0.6],
      [2, 0.8],
    ]);
    expect(entries(encoder, [1])).toEqual([[0, 1]]);
  });

  it('vector: a list as text; a component that is no number makes it missing, none is skipped', () => {
    const encoder = fit({ kind: 'vector', dim: 2 }, []);
    expect(entries(encoder, '[3, 4]')).toEqual(entries(encoder, [3, 4]));
    expect(entries(encoder, ' 3 4 ')).toEqual(entries(encoder, [3, 4]));
    for (const unusable of [[1, 'x', 2], [1, null], [0, 0], 'n/a', '', null]) {
      expect(entries(encoder, unusable)).toEqual([[0, 1]]);
    }
    expect(entries(encoder, [3e300, 4e300]).map(([, weight]) => Math.fround(weight))).toEqual(
      [0.6, 0.8].map(Math.fround),
    );
  });

  it('vector: base64 of little-endian floats, of the same bytes as the list', () => {
    const encoder = fit({ kind: 'vector', dim: 2 }, []);
    const base64 = (...numbers: number[]) =>
      Buffer.from(Float32Array.from(numbers).buffer).toString('base64');
    expect(base64(3, 4)).toBe('AABAQAAAgEA=');
    expect(entries(encoder, ` ${base64(3, 4)}\n`)).toEqual(entries(encoder, [3, 4]));
    for (const unusable of [base64(3), base64(3, 4, 5), base64(3, Number.NaN), 'AABAQAAAgEA', 'word']) {
      expect(entries(encoder, unusable)).toEqual([[0, 1]]);
    }
    expect(() => fit({ kind: 'vector', dim: 2 }, [base64(1, 2, 3), [1], 'n/a'])).toThrow(
      'dim is 2, but its vectors have 1, 3 numbers; set dim: 1 or mend the column',
    );
  });

  it('numeric: a constant column is 0, a far one stays finite, true and false are 1 and 0', () => {
    const constant = fit({ kind: 'numeric', transform: 'standard' }, Array(1000).fill(0.1));
    expect(entries(constant, 0.1)[0]).toEqual([1, 0]);
    const far = fit({ kind: 'numeric', transform: 'standard' }, [1.7e308, -1.7e308, 5]);
    expect(numeric.open(JSON.parse(JSON.stringify(far.state))).state).toEqual(far.state);
    expect(entries(far, 1.7e308)[0][1]).toBeGreaterThan(1);
    const zero = fit({ kind: 'numeric', transform: 'standard' }, [-0]);
    const reopened = numeric.open(JSON.parse(JSON.stringify(zero.state)));
    expect([entries(zero, -0)[0][1], entries(reopened, -0)[0][1]]).toEqual([0, 0]);
    const flags = fit({ kind: 'numeric', transform: 'standard' }, [true, false]);
    expect([entries(flags, true)[0], entries(flags, 0)[0]]).toEqual([
      [1, 1],
      [1, -1],
    ]);
  });

  it('text: a word between boundaries, letters of any script, however they are composed', () => {
    const encoder = fit({ kind: 'text', buckets: 1 << 20 }, []);
    const rows = (value: string) => entries(encoder, value).map(([row]) => row);
    expect(rows('a')).toHaveLength(1);
    expect(rows('cat')).toHaveLength(3);
    expect(rows('cats').filter((row) => rows('cat').includes(row))).toEqual(rows('cat').slice(0, 2));
    expect(rows('at').filter((row) => rows('cat').includes(row))).toEqual(rows('cat').slice(2));
    expect(rows('caf\u00e9')).toEqual(rows('cafe\u0301'));
    expect(rows('caf\u00e9')).toHaveLength(4);
    expect(rows('\u{20000}\u{20001}')).toHaveLength(2);
    expect(entries(encoder, 'ab')).toEqual(rows('ab').map((row) => [row, 1 / Math.sqrt(2)]));
  });

  it('time: without a zone it is UTC, wherever the machine stands', () => {
    const encoder = fit({ kind: 'time', of: 'clock' }, []);
    const expected = entries(encoder, Date.UTC(2026, 6, 1, 15, 30));
    const texts = [
      '2026-07-01T15:30',
      '2026-07-01 15:30:00.000',
      '2026-07-01T17:30+0200',
      '2026-07-01T15:30Z',
    ];
    vi.stubEnv('TZ', 'America/New_York');
    expect(new Date(2026, 6, 1).getTimezoneOffset()).toBe(240);
    for (const written of texts) {
      expect(entries(encoder, written)).toEqual(expected);
    }
    vi.unstubAllEnvs();
    expect(entries(encoder, '2026-07-01')).toEqual(entries(encoder, Date.UTC(2026, 6, 1)));
    for (const unusable of ['2026-13-01', 'film 1', true, null]) {
      expect(entries(encoder, unusable)).toEqual([[0, 1]]);
    }
  });

  it('categories: a part named twice counts once, a separator of several letters', () => {
    const encoder = fit({ kind: 'categories', separator: ', ', minCount: 2 }, ['x, x', 'y, z', 'z, y']);
    expect(encoder.rows).toBe(3);
    expect(entries(encoder, 'y, y, z, x')).toEqual([
      [1, 0.5],
      [2, 0.5],
    ]);
  });
});
