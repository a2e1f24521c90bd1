import { describe, expect, it } from 'vitest';
import { drawCandidates, mixtureLogQ } from './candidates.ts';
import { inBatchNegatives } from './in-batch.ts';
import { uniformNegatives } from './uniform.ts';

/** A small seeded generator (mulberry32), enough for tests. */
function testRandom(seed: number) {
  let state = seed;
  return {
    integer(n: number) {
      state = (state + 0x6d2b79f5) | 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * n);
    },
  };
}

describe('drawCandidates', () => {
  const counts = Float64Array.from([2, 1, 1, 0]);

  it('puts the positives first and the drawn items after them', () => {
    const sources = [inBatchNegatives(counts), uniformNegatives(4, 3)];
    const drawn = drawCandidates(sources, Int32Array.of(2, 0), testRandom(1), 'count');
    expect([...drawn.items.subarray(0, 2)]).toEqual([2, 0]);
    expect(drawn.items).toHaveLength(5);
    for (const item of drawn.items) {
      expect(item).toBeGreaterThanOrEqual(0);
      expect(item).toBeLessThan(4);
    }
  });

  it('mixes the sources by their shares, as in the worked example', () => {
    const sources = [inBatchNegatives(counts), uniformNegatives(4, 2)];
    const logQ = mixtureLogQ(sources, 2, Int32Array.of(0, 1, 3));
    expect(logQ[0]).toBeCloseTo(Math.log(0.375), 6);
    expect(logQ[1]).toBeCloseTo(Math.log(0.5 * 0.25 + 0.5 * 0.25), 6);
    expect(logQ[2]).toBeCloseTo(Math.log(0.5 * 0.25), 6);
  });

  it('gives probabilities that sum to one over the catalogue', () => {
    const sources = [inBatchNegatives(counts), uniformNegatives(4, 7)];
    const logQ = mixtureLogQ(sources, 3, Int32Array.of(0, 1, 2, 3));
    expect(logQ.reduce((sum, value) => sum + Math.exp(value), 0)).toBeCloseTo(1, 6);
  });

  it('leaves logQ at zero when it is switched off', () => {
    const drawn = drawCandidates([uniformNegatives(4, 2)], Int32Array.of(1), testRandom(3), 'none');
    expect([...drawn.logQ]).toEqual([0, 0, 0]);
  });

  it('draws uniformly: chi-square of 40,000 draws over 20 items stays below the 99.9 % quantile', () => {
    const out = new Int32Array(40_000);
    uniformNegatives(20, out.length).fill(out, testRandom(7));
    const seen = new Float64Array(20);
    for (const item of out) {
      seen[item]++;
    }
    const expected = out.length / 20;
    const chiSquare = seen.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    expect(chiSquare).toBeLessThan(43.82);
  });

  it('refuses an empty catalogue and a log without positives', () => {
    expect(() => uniformNegatives(0, 1)).toThrow(/items >= 1/);
    expect(() => inBatchNegatives(new Float64Array(3))).toThrow(/at least one positive/);
  });
});
