import type { Report } from '@twotower/schema';
import { expect, it } from 'vitest';
import { reportOf } from '../../test/report-of.ts';
import { verdict } from './verdict.ts';

const over = (low: number, high: number): Partial<Report> => ({
  metrics: { 'ndcg@20': 0.12 },
  baselines: { popularity: { 'ndcg@20': 0.05 }, ease: { 'ndcg@20': 0.1 } },
  intervals: { ease: { 'ndcg@20': { difference: 0.02, low, high } } },
});

it('says which baseline is beaten, by how much and how surely', () => {
  expect(verdict(reportOf(over(0.01, 0.03)))).toEqual({
    kind: 'better',
    text:
      'The model beats ease, the strongest of 2 baselines, by 20 % in ndcg@20: ' +
      '0.1200 against 0.1000 (+0.0200, 95 % interval +0.0100 to +0.0300).',
  });
});

it('claims nothing where the interval includes zero', () => {
  const { kind, text } = verdict(reportOf(over(-0.01, 0.05)));
  expect(kind).toBe('unsure');
  expect(text).toContain('does not surely beat ease');
  expect(text).toContain('−0.0100 to +0.0500');
});

it('says so where a baseline is better', () => {
  const behind = reportOf({
    ...over(-0.03, -0.01),
    metrics: { 'ndcg@20': 0.08 },
  });
  expect(verdict(behind).text).toMatch(/^The model does not beat ease, .* and is behind by 20 % in ndcg@20/);
});

it('needs a baseline and a part that was held out', () => {
  expect(verdict(reportOf({ ...over(0, 0), baselines: {}, intervals: {} })).text).toContain(
    'no baseline was measured',
  );
  expect(verdict(reportOf({ metrics: {} })).kind).toBe('unmeasured');
});
