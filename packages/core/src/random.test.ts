import { describe, expect, it } from 'vitest';
import { CoreError } from './error.ts';
import { restoreRandom, seededRandom } from './random.ts';

describe('seededRandom', () => {
  it('gives the same stream for the same seed and another for another', () => {
    const draw = (seed: number) => Array.from({ length: 20 }, seededRandom(seed).next);
    expect(draw(3)).toEqual(draw(3));
    expect(draw(3)).not.toEqual(draw(4));
  });

  it('goes on from a saved state, through JSON', () => {
    const random = seededRandom(1);
    random.normal();
    const copy = restoreRandom(JSON.parse(JSON.stringify(random.state())));
    expect([copy.next(), copy.integer(100), copy.normal()]).toEqual([
      random.next(),
      random.integer(100),
      random.normal(),
    ]);
  });

  it('is uniform and normal by its moments', () => {
    const random = seededRandom(5);
    const n = 100_000;
    const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    const uniform = Array.from({ length: n }, random.next);
    const normal = Array.from({ length: n }, random.normal);
    const faces = Array.from({ length: n }, () => random.integer(6));
    expect(mean(uniform)).toBeCloseTo(0.5, 2);
    expect(mean(normal)).toBeCloseTo(0, 1);
    expect(mean(normal.map((x) => x * x))).toBeCloseTo(1, 1);
    expect(new Set(faces)).toEqual(new Set([0, 1, 2, 3, 4, 5]));
    expect(mean(faces)).toBeCloseTo(2.5, 1);
  });

  it('refuses a state that is none', () => {
    expect(() => restoreRandom([1, 2])).toThrow(CoreError);
  });
});
