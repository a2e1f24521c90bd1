import { seededRandom } from '@twotower/core';
import { describe, expect, it } from 'vitest';
import { drawCandidates } from './candidates.ts';
import { inBatchNegatives } from './in-batch.ts';
import { popularityNegatives } from './popularity.ts';
import { refinedLogQ } from './refined-log-q.ts';
import { uniformNegatives } from './uniform.ts';

describe('refinedLogQ', () => {
  it('follows the worked example: 0.1 / (1 - 0.2)', () => {
    const { logQ, positiveQ, logRest } = refinedLogQ(Float32Array.of(Math.log(0.2), Math.log(0.1)), 1);
    expect(positiveQ[0]).toBeCloseTo(0.2, 6);
    expect(Math.exp(logQ[1] - logRest[0])).toBeCloseTo(0.125, 6);
  });

  it('estimates without bias the sum over all items but the positive, from a mixture of three sources', () => {
    const counts = Float64Array.of(5, 3, 1, 1, 0, 2);
    const sources = [
      inBatchNegatives(counts),
      uniformNegatives(6, 3),
      popularityNegatives(counts, { count: 2, exponent: 0.5 }),
    ];
    const random = seededRandom(3);
    const events = [0, 0, 0, 0, 0, 1, 1, 1, 2, 3, 5, 5];
    const score = (item: number) => Math.exp(Math.cos(item));
    const positive = 1;
    let sum = 0;
    let drawn = 0;
    for (let round = 0; round < 20_000; round++) {
      const rows = Int32Array.from([positive, ...[1, 2, 3, 4].map(() => events[random.integer(12)])]);
      const { items, logQ } = drawCandidates(sources, rows, random, 'count');
      const refined = refinedLogQ(logQ, rows.length);
      // Column 0 is given, so one in-batch draw is missing from the mixture's five; draw it too.
      items[0] = events[random.integer(12)];
      for (const [column, item] of items.entries()) {
        if (item !== positive) {
          const own =
            column === 0
              ? drawCandidates(sources, rows.with(0, item), random, 'count').logQ[0]
              : logQ[column];
          sum += score(item) * Math.exp(refined.logRest[0] - own);
          drawn++;
        }
      }
    }
    const exact = [0, 2, 3, 4, 5].reduce((total, item) => total + score(item), 0);
    expect(sum / drawn).toBeCloseTo(exact, 1);
  });

  it('refuses logQ none', () => {
    const { logQ } = drawCandidates([uniformNegatives(4, 2)], Int32Array.of(1), seededRandom(1), 'none');
    expect(() => refinedLogQ(logQ, 1)).toThrow(/probability 1 per draw.*set logQ/);
  });
});
