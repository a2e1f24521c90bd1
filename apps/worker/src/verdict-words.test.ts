import type { Verdict } from '@twotower/schema';
import { expect, it } from 'vitest';
import { verdictWords } from './verdict-words.ts';

const better: Verdict = {
  outcome: 'better',
  metric: 'ndcg@20',
  baseline: 'ease',
  value: 0.12,
  baselineValue: 0.1,
  difference: 0.02,
  low: 0.0154,
  high: 0.0246,
  relative: 0.2,
  smallestDetectable: { difference: 0.0046, relative: 0.046 },
};

it('says which baseline, how much, how surely, and what could have been told', () => {
  expect(verdictWords(better)).toBe(
    'better than ease in ndcg@20 by 20 %: 0.1200 against 0.1000, +0.0200 (95 % +0.0154 to +0.0246); ' +
      'differences below 4.6 % (0.0046) cannot be told on these users',
  );
});

it('claims no size where it cannot tell', () => {
  expect(verdictWords({ ...better, outcome: 'cannot tell', low: -0.01 })).toMatch(
    /^cannot tell it from ease in ndcg@20: 0\.1200 against/,
  );
});

it('has no shares of a baseline that finds nothing', () => {
  const none = { ...better, relative: undefined, smallestDetectable: { difference: 0.0046 } };
  expect(verdictWords(none)).toContain('better than ease in ndcg@20: ');
  expect(verdictWords(none)).toContain('differences below 0.0046 cannot');
});
