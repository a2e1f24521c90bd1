import { expect, it } from 'vitest';
import { verdictOf } from './verdict.ts';

const metric = 'ndcg@20';
const measured = (low: number, high: number) => ({
  metrics: { [metric]: 0.12 },
  baselines: { popularity: { [metric]: 0.05 }, ease: { [metric]: 0.1 } },
  intervals: {
    popularity: { [metric]: { difference: 0.07, low: 0.06, high: 0.08 } },
    ease: { [metric]: { difference: (low + high) / 2, low, high } },
  },
});

it('stands the model beside the best baseline, with what could be told apart', () => {
  expect(verdictOf(measured(0.01, 0.03), metric)).toEqual({
    outcome: 'better',
    metric,
    baseline: 'ease',
    value: 0.12,
    baselineValue: 0.1,
    difference: 0.02,
    low: 0.01,
    high: 0.03,
    relative: expect.closeTo(0.2, 10),
    smallestDetectable: { difference: expect.closeTo(0.01, 10), relative: expect.closeTo(0.1, 10) },
  });
});

it.each([
  [-0.03, -0.01, 'worse'],
  [-0.01, 0.05, 'cannot tell'],
  [0, 0.04, 'cannot tell'],
  [-0.04, 0, 'cannot tell'],
  [0, 0, 'cannot tell'],
])('calls an interval of %f to %f %s', (low, high, outcome) => {
  expect(verdictOf(measured(low, high), metric)?.outcome).toBe(outcome);
});

it('has no share of a baseline that finds nothing', () => {
  const none = { ...measured(0.1, 0.1), baselines: { ease: { [metric]: 0 } } };
  expect(verdictOf(none, metric)).not.toHaveProperty('relative');
  expect(verdictOf(none, metric)?.smallestDetectable).toEqual({ difference: 0 });
});

it('judges nothing without a baseline, or in a metric that was not measured', () => {
  expect(verdictOf({ metrics: { [metric]: 0.1 }, baselines: {}, intervals: {} }, metric)).toBeUndefined();
  expect(verdictOf(measured(0, 1), 'ndcg@7')).toBeUndefined();
});
