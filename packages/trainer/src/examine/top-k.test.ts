import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { topK } from './top-k.ts';

describe('topK', () => {
  it('lists the best columns first, ties by the lower column', () => {
    const out = new Int32Array(3);
    expect(topK(Float32Array.of(1, 3, 2, 3), 3, out)).toBe(3);
    expect([...out]).toEqual([1, 3, 2]);
  });

  it('finds fewer where fewer columns are finite', () => {
    const out = new Int32Array(2);
    expect(topK(Float32Array.of(Number.NEGATIVE_INFINITY, 5, Number.NaN), 2, out)).toBe(1);
    expect(out[0]).toBe(1);
  });

  it('equals sorting everything that is finite', () => {
    const score = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constant(Number.NEGATIVE_INFINITY));
    const scores = fc.array(score, { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(scores, fc.integer({ min: 1, max: 60 }), (values, k) => {
        const out = new Int32Array(k);
        const found = topK(Float32Array.from(values), k, out);
        const sorted = values
          .map((_, i) => i)
          .filter((i) => Number.isFinite(values[i]))
          .sort((a, b) => values[b] - values[a] || a - b);
        expect([...out.subarray(0, found)]).toEqual(sorted.slice(0, k));
      }),
    );
  });
});
