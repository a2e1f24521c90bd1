import { expect, test } from 'vitest';
import { bestScore, scoreShare } from './score-share.ts';

test('bars are shares of the best score', () => {
  const items = [{ score: 0.8 }, { score: 0.4 }, { score: -0.2 }];
  expect(items.map((item) => scoreShare(item.score, bestScore(items)))).toEqual([1, 0.5, 0]);
});

test('a list without a positive score has no bars', () => {
  expect(bestScore([])).toBe(0);
  expect(scoreShare(-0.1, bestScore([{ score: -0.1 }]))).toBe(0);
});
