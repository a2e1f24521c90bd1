import { seededRandom } from '@twotower/core';
import { describe, expect, it } from 'vitest';
import { chiSquareRatio } from '../test/chi-square.ts';
import { drawCandidates, mixtureLogQ } from './candidates.ts';
import { inBatchNegatives } from './in-batch.ts';
import { popularityNegatives } from './popularity.ts';
import { streamingFrequency } from './streaming-frequency.ts';
import { uniformNegatives } from './uniform.ts';

describe('drawCandidates', () => {
  const counts = Float64Array.from([2, 1, 1, 0]);

  it('puts the positives first and the drawn items after them', () => {
    const sources = [inBatchNegatives(counts), uniformNegatives(4, 3)];
    const drawn = drawCandidates(sources, Int32Array.of(2, 0), seededRandom(1), 'count');
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
    const drawn = drawCandidates([uniformNegatives(4, 2)], Int32Array.of(1), seededRandom(3), 'none');
    expect([...drawn.logQ, ...drawn.positiveLogQ, drawn.onceLogQ]).toEqual([0, 0, 0, 0, 0]);
  });

  it('draws uniformly', () => {
    const out = new Int32Array(40_000);
    const source = uniformNegatives(20, out.length);
    source.fill(out, seededRandom(7));
    expect(chiSquareRatio(out, 20, source.probability)).toBeLessThan(1);
  });

  it('draws in-batch, uniform and popular candidates by the mixture it reports', () => {
    const random = seededRandom(8);
    const events = [0, 0, 1, 2];
    const sources = [
      inBatchNegatives(counts),
      uniformNegatives(4, 3),
      popularityNegatives(counts, { count: 2, exponent: 0.5 }),
    ];
    const logQ = mixtureLogQ(sources, 4, Int32Array.of(0, 1, 2, 3));
    const drawn: number[] = [];
    for (let batch = 0; batch < 4000; batch++) {
      const positives = Int32Array.from(events, () => events[random.integer(4)]);
      drawn.push(...drawCandidates(sources, positives, random, 'count').items);
    }
    expect(chiSquareRatio(drawn, 4, (item) => Math.exp(logQ[item]))).toBeLessThan(1);
  });

  it('takes the in-batch frequency from the stream', () => {
    const frequency = streamingFrequency({ buckets: 1000, rate: 0.5, initialGap: 10, seed: 1 });
    const sources = [inBatchNegatives(frequency), uniformNegatives(4, 1)];
    const logQ = () => drawCandidates(sources, Int32Array.of(2), seededRandom(1), 'streaming').logQ[0];
    expect(logQ()).toBeCloseTo(Math.log(0.5 / 10 + 0.5 / 4), 6);
    frequency.observe(Int32Array.of(2, 0, 2));
    expect(logQ()).toBeCloseTo(Math.log(0.5 / 6 + 0.5 / 4), 6);
  });

  it('says what a positive and a column that stands for itself are corrected by', () => {
    const drawn = drawCandidates(
      [inBatchNegatives(counts), uniformNegatives(4, 2)],
      Int32Array.of(0, 1),
      seededRandom(1),
      'count',
    );
    expect(drawn.positiveLogQ).toEqual(drawn.logQ.slice(0, 2));
    expect(drawn.onceLogQ).toBeCloseTo(Math.log(1 / 4), 9);
    expect([drawn.encoded, drawn.vectors.length]).toEqual([4, 0]);
  });

  it('refuses an empty catalogue and a log without positives', () => {
    expect(() => uniformNegatives(0, 1)).toThrow(/items >= 1/);
    expect(() => inBatchNegatives(new Float64Array(3))).toThrow(/at least one positive/);
  });
});
