import type { Report, Verdict } from '@twotower/schema';
import { expect, it } from 'vitest';
import { reportOf } from '../../test/report-of.ts';
import { pageVerdict } from './verdict.ts';

const judged = (verdict: Partial<Verdict>): Partial<Report> => ({
  metrics: { 'ndcg@20': 0.12 },
  baselines: { popularity: { 'ndcg@20': 0.05 }, ease: { 'ndcg@20': 0.1 } },
  verdict: {
    outcome: 'better',
    metric: 'ndcg@20',
    baseline: 'ease',
    value: 0.12,
    baselineValue: 0.1,
    difference: 0.02,
    low: 0.01,
    high: 0.03,
    relative: 0.2,
    smallestDetectable: { difference: 0.01, relative: 0.1 },
    ...verdict,
  },
});

it('says which baseline is beaten, by how much, how surely, and what could be told', () => {
  expect(pageVerdict(reportOf(judged({})))).toEqual({
    kind: 'better',
    text:
      'The model beats ease, the strongest of 2 baselines, by 20 % in ndcg@20: ' +
      '0.1200 against 0.1000 (+0.0200, 95 % interval +0.0100 to +0.0300). ' +
      'On these users differences below 10 % cannot be told.',
  });
});

it('claims nothing where the interval includes zero', () => {
  const { kind, text } = pageVerdict(reportOf(judged({ outcome: 'cannot tell', low: -0.01, high: 0.05 })));
  expect(kind).toBe('unsure');
  expect(text).toContain('Cannot tell whether the model beats ease');
  expect(text).toContain('−0.0100 to +0.0500');
});

it('says so where a baseline is better', () => {
  const behind = reportOf(judged({ outcome: 'worse', relative: -0.2, difference: -0.02 }));
  expect(pageVerdict(behind).text).toMatch(
    /^The model does not beat ease, .* and is behind by 20 % in ndcg@20/,
  );
});

it('needs a baseline and a part that was held out', () => {
  expect(pageVerdict(reportOf({ metrics: { 'ndcg@20': 0.1 } })).text).toContain('no baseline was measured');
  expect(pageVerdict(reportOf({ metrics: {} })).kind).toBe('unmeasured');
});
