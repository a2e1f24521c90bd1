import { seededRandom } from '@twotower/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareRatio } from '../test/chi-square.ts';
import { aliasTable } from './alias-table.ts';
import { popularityNegatives } from './popularity.ts';

const counts = Float64Array.from([1, 16, 0, 81, 256, 2, 5, 1000]);

describe('aliasTable', () => {
  it('holds exactly the weights: boxes summed over all their heights', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(
        weights.filter((w) => w.some((x) => x > 0)),
        (list) => {
          const total = list.reduce((sum, w) => sum + w, 0);
          const table = aliasTable(Float64Array.from(list));
          const heights = 1024;
          const mass = new Float64Array(list.length);
          for (let box = 0; box < list.length; box++) {
            for (let h = 0; h < heights; h++) {
              const integers = [box, ((h + 0.5) / heights) * 2 ** 32];
              mass[table.draw({ integer: () => integers.shift() ?? 0 })] += 1 / (heights * list.length);
            }
          }
          list.forEach((w, i) => {
            expect(Math.abs(mass[i] - w / total)).toBeLessThan(2 / heights);
            if (w === 0) expect(mass[i]).toBe(0);
          });
        },
      ),
      { numRuns: 30 },
    );
  });

  it('refuses weights that are no distribution', () => {
    for (const weights of [[], [0, 0], [1, -1], [Number.NaN], [Number.POSITIVE_INFINITY]]) {
      expect(() => aliasTable(Float64Array.from(weights))).toThrow(/at least one above/);
    }
  });
});

describe('popularityNegatives', () => {
  it('has the probabilities of the worked example', () => {
    const source = popularityNegatives(Float64Array.of(16, 1), { count: 1, exponent: 0.5 });
    expect([source.probability(0), source.probability(1)]).toEqual([0.8, 0.2]);
  });

  it.each([0, 0.5, 0.75, 1])('draws by its probabilities at exponent %f', (exponent) => {
    const source = popularityNegatives(counts, { count: 50_000, exponent });
    const out = new Int32Array(source.draws(1));
    source.fill(out, seededRandom(11));
    expect(chiSquareRatio(out, counts.length, source.probability)).toBeLessThan(1);
    const sum = counts.reduce((total, _, i) => total + source.probability(i), 0);
    expect(sum).toBeCloseTo(1, 12);
  });

  it('refuses a count or an exponent without sense', () => {
    expect(() => popularityNegatives(counts, { count: 0 })).toThrow(/count >= 1/);
    expect(() => popularityNegatives(counts, { count: 1, exponent: -1 })).toThrow(/exponent >= 0/);
  });
});
