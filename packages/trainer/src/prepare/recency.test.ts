import { describe, expect, it } from 'vitest';
import { inMemory, type PositiveSource, positivesInOrder } from './positives.ts';
import { weighByRecency } from './recency.ts';

const day = 86_400_000;

/** One user's positives at these days, each of weight 1. */
function at(days: readonly number[]): PositiveSource {
  const positives = positivesInOrder(
    Int32Array.of(0, days.length),
    Int32Array.from(days, (_, i) => i),
  );
  positives.time.set(days.map((d) => d * day));
  positives.weight.fill(1);
  return inMemory(Int32Array.of(0, days.length), positives);
}

const weightsOf = (days: readonly number[], halfLife?: string): number[] => [
  ...weighByRecency(at(days), halfLife).readUsers(0, 1).weight,
];

describe('weighByRecency', () => {
  it('halves a weight for every half-life, and none without one', () => {
    expect(weightsOf([0, 7, 14], '7d')).toEqual([0.25, 0.5, 1]);
    expect(weightsOf([0, 7, 14])).toEqual([1, 1, 1]);
  });

  it('does not take all weight from a log of which few events are dated into the future', () => {
    const days = Array.from({ length: 5000 }, (_, i) => i % 8);
    const sound = weightsOf(days, '7d');
    for (const i of [3, 2000, 4321]) {
      days[i] = 30_000;
    }
    const weights = weightsOf(days, '7d');
    expect(weights[3]).toBe(1);
    expect(weights.filter((_, i) => days[i] < 8)).toEqual(sound.filter((_, i) => days[i] < 8));
  });

  it.each(['up', 'down', 'mixed'])('finds the newest in whatever order times come: %s', (order) => {
    const days = Array.from({ length: 40_000 }, (_, i) =>
      order === 'up' ? i : order === 'down' ? 39_999 - i : (i * 7919) % 40_000,
    );
    // The 41st newest is the first that is believed.
    const weights = weightsOf(days, '1d');
    expect(weights[days.indexOf(39_959)]).toBe(1);
    expect(weights[days.indexOf(39_958)]).toBe(0.5);
  });

  it('refuses a log without times', () => {
    expect(() => weightsOf([1, Number.NaN], '7d')).toThrow(/needs the time of every positive/);
  });
});
