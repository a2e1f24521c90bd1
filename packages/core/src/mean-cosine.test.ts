import { describe, expect, it } from 'vitest';
import { meanCosine, seededRandom } from './index.ts';

describe('meanCosine', () => {
  it('is 1 for one and the same vector, 0 for random ones, exact for two', () => {
    const random = seededRandom(1);
    expect(meanCosine(Float32Array.of(0.6, 0.8, 0.6, 0.8), 2, random)).toBeCloseTo(1, 5);
    expect(meanCosine(Float32Array.of(1, 0, 0.6, 0.8), 2, random)).toBeCloseTo(0.6, 5);
    const around = Float32Array.from({ length: 2000 }, (_, i) =>
      i % 2 === 0 ? Math.cos(i) : Math.sin(i - 1),
    );
    expect(meanCosine(around, 2, random, 20_000)).toBeCloseTo(0, 1);
  });

  it('is 0 for a single vector, and the same for the same seed', () => {
    expect(meanCosine(Float32Array.of(1, 0), 2, seededRandom(1))).toBe(0);
    const vectors = Float32Array.of(1, 0, 0, 1, 0.6, 0.8);
    const one = meanCosine(vectors, 2, seededRandom(4), 7);
    expect(meanCosine(vectors, 2, seededRandom(4), 7)).toBe(one);
  });
});
