import { seededRandom } from '@twotower/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accidentalHits } from './accidental-hits.ts';
import { allItems } from './all.ts';
import { drawCandidates } from './candidates.ts';
import { inBatchNegatives } from './in-batch.ts';
import { uniformNegatives } from './uniform.ts';

const ITEMS = 7;
const score = (row: number, item: number) => Math.sin(3 * row + item);
const sources = [inBatchNegatives(new Float64Array(ITEMS).fill(1)), allItems(ITEMS)];

/** Rows without known positives beside their own, so that every item counts. */
function batchOf(positives: number[], extra = sources) {
  const drawn = drawCandidates(extra, Int32Array.from(positives), seededRandom(5), 'none');
  const none = { starts: new Int32Array(1), ends: new Int32Array(1), items: new Int32Array(0) };
  const hits = accidentalHits(none, ITEMS).find(new Int32Array(positives.length), drawn.items);
  const masked = (row: number, column: number) =>
    hits.some((_, i) => i % 2 === 0 && hits[i] === row && hits[i + 1] === column);
  const negatives = (row: number) =>
    [...drawn.items.keys()].filter((column) => column !== row && !masked(row, column));
  return { ...drawn, negatives };
}

const batches = fc.array(fc.integer({ min: 0, max: ITEMS - 1 }), { minLength: 1, maxLength: 9 });

describe('allItems', () => {
  it('puts the catalogue after the positives', () => {
    expect([...batchOf([4, 4]).items]).toEqual([4, 4, 0, 1, 2, 3, 4, 5, 6]);
  });

  it.each([
    ['in-batch', sources],
    ['uniform draws too', [...sources, uniformNegatives(ITEMS, 5)]],
  ])('makes the corrected softmax over the columns the exact one over the catalogue: %s', (_, given) => {
    fc.assert(
      fc.property(batches, (positives) => {
        const { items, logQ, positiveLogQ, negatives } = batchOf(positives, given);
        positives.forEach((item, row) => {
          const own = Math.exp(score(row, item) - positiveLogQ[row]);
          const others = negatives(row).reduce(
            (sum, column) => sum + Math.exp(score(row, items[column]) - logQ[column]),
            0,
          );
          let catalogue = 0;
          for (let j = 0; j < ITEMS; j++) catalogue += Math.exp(score(row, j));
          expect(own / (own + others)).toBeCloseTo(Math.exp(score(row, item)) / catalogue, 5);
        });
      }),
    );
  });

  it('makes the refined mean the exact sum over the other items', () => {
    fc.assert(
      fc.property(batches, (positives) => {
        const { items, logQ, negatives } = batchOf(positives);
        positives.forEach((item, row) => {
          const columns = negatives(row);
          // The positive is given, not drawn: Q'_d = Q_d / (1 - Q_+).
          const logRest = Math.log1p(-Math.exp(logQ[row]));
          const mean = columns.reduce(
            (sum, column) =>
              sum + Math.exp(score(row, items[column]) - logQ[column] + logRest) / columns.length,
            0,
          );
          let others = 0;
          for (let j = 0; j < ITEMS; j++) others += j === item ? 0 : Math.exp(score(row, j));
          expect(mean).toBeCloseTo(others, 4);
        });
      }),
    );
  });

  it('refuses an empty catalogue', () => {
    expect(() => allItems(0)).toThrow(/got 0 items/);
  });
});
