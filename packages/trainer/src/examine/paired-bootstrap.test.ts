import { type Random, seededRandom } from '@twotower/core';
import { describe, expect, it } from 'vitest';
import { pairedBootstrap } from './paired-bootstrap.ts';

const values = (...column: number[]) => ({
  metrics: ['ndcg@20'],
  values: Float32Array.from(column),
  users: Int32Array.from(column.keys()),
});

/** Two scorers on users that are easy or hard for both; the first is better by `lead`, give or take. */
function pair(random: Random, users: number, lead: number) {
  const ease = Array.from({ length: users }, () => random.normal());
  return {
    model: values(...ease.map((x) => x + lead + 0.1 * random.normal())),
    baseline: values(...ease),
  };
}

describe('pairedBootstrap', () => {
  it('gives the mean difference between the bounds, and the same again for the same seed', () => {
    const { model, baseline } = pair(seededRandom(1), 200, 0.05);
    const { 'ndcg@20': interval } = pairedBootstrap(model, baseline, 7);
    const mean = model.values.reduce((sum, x, i) => sum + x - baseline.values[i], 0) / 200;
    expect(interval.difference).toBeCloseTo(mean, 6);
    expect(interval.low).toBeLessThan(interval.difference);
    expect(interval.high).toBeGreaterThan(interval.difference);
    expect(pairedBootstrap(model, baseline, 7)).toEqual({ 'ndcg@20': interval });
    expect(pairedBootstrap(model, baseline, 8)).not.toEqual({ 'ndcg@20': interval });
  });

  it('is as wide as the differences say, not as the users do', () => {
    const { model, baseline } = pair(seededRandom(2), 400, 0.05);
    const { low, high } = pairedBootstrap(model, baseline, 1)['ndcg@20'];
    // 2 * 1.96 * 0.1 / sqrt(400); unpaired it would be over ten times that.
    expect(high - low).toBeGreaterThan(0.8 * 0.0196);
    expect(high - low).toBeLessThan(1.2 * 0.0196);
  });

  it('holds the true difference in about 95 of 100 samples of users', () => {
    const random = seededRandom(3);
    const held = Array.from({ length: 300 }, (_, seed) => {
      const { model, baseline } = pair(random, 100, 0.05);
      const { low, high } = pairedBootstrap(model, baseline, seed)['ndcg@20'];
      return low <= 0.05 && 0.05 <= high;
    }).filter(Boolean).length;
    expect(held / 300).toBeGreaterThan(0.91);
    expect(held / 300).toBeLessThan(0.98);
  });

  it('keeps metrics apart', () => {
    const metrics = ['recall@5', 'ndcg@5'];
    const users = Int32Array.of(0, 1);
    const model = { metrics, users, values: Float32Array.of(1, 0, 1, 0) };
    const baseline = { metrics, users, values: Float32Array.of(0, 0.5, 0, 0.5) };
    expect(pairedBootstrap(model, baseline, 1)).toEqual({
      'recall@5': { difference: 1, low: 1, high: 1 },
      'ndcg@5': { difference: -0.5, low: -0.5, high: -0.5 },
    });
  });

  it('takes all rows of a user together: the same user again and again is no further evidence', () => {
    const { model, baseline } = pair(seededRandom(4), 50, 0.05);
    const often = (one: ReturnType<typeof values>) => ({
      ...one,
      values: Float32Array.from([...one.values, ...one.values, ...one.values]),
      users: Int32Array.from([...one.users, ...one.users, ...one.users]),
    });
    const once = pairedBootstrap(model, baseline, 1)['ndcg@20'];
    const thrice = pairedBootstrap(often(model), often(baseline), 1)['ndcg@20'];
    expect(thrice.difference).toBeCloseTo(once.difference, 10);
    expect(thrice.low).toBeCloseTo(once.low, 10);
    expect(thrice.high).toBeCloseTo(once.high, 10);
  });

  it('means over rows: a user with three rows counts three times as much as one with one', () => {
    const users = Int32Array.of(0, 0, 0, 1);
    const model = { ...values(1, 1, 1, 0), users };
    const { difference } = pairedBootstrap(model, { ...values(0, 0, 0, 0), users }, 1)['ndcg@20'];
    expect(difference).toBe(0.75);
  });

  it('refuses scorers that were examined on unlike users', () => {
    expect(() => pairedBootstrap(values(1, 2), values(1), 1)).toThrow(/same users/);
  });
});
