import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareRatio } from '../test/chi-square.ts';
import { capPositives } from './cap-positives.ts';

const users = fc
  .array(fc.integer({ min: 0, max: 4 }), { maxLength: 40 })
  .map((list) => Int32Array.from(list));

describe('capPositives', () => {
  it('keeps min(n, cap) events of each user, ascending, the same for the same seed', () => {
    fc.assert(
      fc.property(users, fc.integer({ min: 1, max: 6 }), fc.nat(20), fc.integer(), (by, cap, epoch, seed) => {
        const kept = capPositives(by, { cap, epoch, seed });
        expect(kept.every((event, i) => i === 0 || event > kept[i - 1])).toBe(true);
        for (let user = 0; user < 5; user++) {
          const n = by.filter((u) => u === user).length;
          expect(kept.filter((event) => by[event] === user)).toHaveLength(Math.min(n, cap));
        }
        expect(capPositives(by, { cap, epoch, seed })).toEqual(kept);
      }),
    );
  });

  it('gives each event its turn within ceil(n / cap) epochs', () => {
    fc.assert(
      fc.property(users, fc.integer({ min: 1, max: 6 }), fc.nat(20), (by, cap, first) => {
        const rounds = Math.ceil(by.length / cap);
        const trained = new Set<number>();
        for (let epoch = first; epoch < first + rounds; epoch++) {
          for (const event of capPositives(by, { cap, epoch, seed: 3 })) trained.add(event);
        }
        expect(trained.size).toBe(by.length);
      }),
    );
  });

  it('prefers no place in the log: over seeds each event is kept equally often', () => {
    const kept = Array.from({ length: 4000 }, (_, seed) => [
      ...capPositives(new Int32Array(8), { cap: 1, epoch: 0, seed }),
    ]);
    expect(chiSquareRatio(kept.flat(), 8, () => 1 / 8)).toBeLessThan(1);
  });

  it('refuses a cap below 1', () => {
    expect(() => capPositives(new Int32Array(1), { cap: 0, epoch: 0, seed: 1 })).toThrow(/cap must be/);
  });
});
