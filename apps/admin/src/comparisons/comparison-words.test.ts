import type { ComparisonView } from '@twotower/api';
import { expect, it } from 'vitest';
import { rateText, verdictWords } from './comparison-words.ts';

const running: ComparisonView = {
  id: 'c',
  kind: 'interleave',
  treatment: 'candidate',
  share: 0.5,
  startedAt: '2026-07-01T12:00:00.000Z',
  startedBy: 'loopback',
  arms: [{ arm: 'both', users: 500, requests: 2000, counted: 900, rate: 0.0625 }],
  difference: { estimate: 0.0625, low: 0.01, high: 0.12 },
  verdict: 'treatment',
};

it('says which is better, that it cannot tell, or what is missing', () => {
  expect(verdictWords(running)).toBe('candidate is better.');
  expect(verdictWords({ ...running, verdict: 'control' })).toBe('What is served is better than candidate.');
  expect(verdictWords({ ...running, verdict: 'undecided' })).toBe('Undecided: it may be either.');
  expect(verdictWords({ ...running, difference: undefined })).toContain('100 an arm');
  const shadow = { ...running, kind: 'shadow', verdict: undefined, difference: undefined } as const;
  expect(verdictWords({ ...shadow, arms: [{ ...running.arms[0], rate: 0.8 }] })).toBe(
    'candidate would have given 80.0 % of the items that 2,000 answers had.',
  );
  expect(verdictWords({ ...shadow, arms: [] })).toBe('Nobody has asked yet.');
});

it('gives a preference a sign', () => {
  expect(rateText('interleave', 0.0625)).toBe('+0.0625');
  expect(rateText('ab', 0.0625)).toBe('6.3 %');
  expect(rateText('ab', undefined)).toBe('–');
});
