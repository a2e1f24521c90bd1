import { expect, it } from 'vitest';
import { learnPortfolio, leaveOneOut } from './leave-one-out.ts';
import type { Study } from './study.ts';

const tried = (curve: number[], test: number) => ({
  curve,
  test: { 'ndcg@20': test },
  seconds: curve.length,
});

const study: Study = {
  first: {
    defaults: tried([0.1, 0.1, 0.1], 0.11),
    quick: tried([0.3, 0.3, 0.2], 0.31),
    slow: tried([0.1, 0.1], 0.1),
  },
  second: { defaults: tried([0.2], 0.2), quick: tried([0.1], 0.1), slow: tried([0.4], 0.4) },
  third: {
    defaults: tried([0.1, 0.2, 0.2, 0.2], 0.21),
    quick: tried([0.2, 0.21, 0.21, 0.21], 0.2),
    slow: tried([0.05, 0.19, 0.3, 0.4], 0.41),
  },
};

it('learns the defaults first, then what raises the best of all sets the most', () => {
  expect(learnPortfolio(study, 2)).toEqual(['defaults', 'slow']);
  expect(learnPortfolio(study)).toEqual(['defaults', 'slow', 'quick']);
});

it('reads off the curves what would be chosen on a set that the portfolio has not seen, and what that takes', async () => {
  const third = (await leaveOneOut(study, () => 2)).find(({ set }) => set === 'third');
  // The slow one stands lower after two passes, and is still rising.
  expect(third).toEqual({
    set: 'third',
    portfolio: ['defaults', 'quick', 'slow'],
    chosen: 'slow',
    cost: 6 / 4,
    test: 0.41,
    defaults: 0.21,
    best: 0.41,
  });
});
