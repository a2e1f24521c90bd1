import type { Report } from '@twotower/schema';
import { expect, it } from 'vitest';
import { metricsTable } from './metrics-table.ts';

const report: Report = {
  protocol: {
    split: 'temporal',
    part: 'test',
    seen: 'mask',
    users: 2,
    items: 10,
    trainEvents: 5,
    testEvents: 3,
    seed: 1,
  },
  metrics: { 'recall@20': 0.3 },
  baselines: { popularity: { 'recall@20': 0.1 }, 'item-knn': { 'recall@20': 0.2 } },
  slices: {},
  curve: [],
  timing: {},
  warnings: ['careful'],
};

it('puts the lift over the best baseline last, and warnings below', () => {
  expect(metricsTable(report).split('\n')).toEqual([
    'test part of a temporal split: 2 users, 3 test pairs, all 10 items ranked, seen items masked',
    '           two-tower  popularity  item-knn  lift',
    'recall@20     0.3000      0.1000    0.2000  50 %',
    'warning: careful',
  ]);
});

it('does not repeat what was said before the training', () => {
  const twice = { ...report, warnings: ['all at one time', 'careful'] };
  const lines = metricsTable(twice, ['all at one time']).split('\n');
  expect(lines.filter((line) => line.startsWith('warning'))).toEqual(['warning: careful']);
  const none = { ...twice, protocol: { ...report.protocol, part: 'none' as const } };
  expect(metricsTable(none, ['all at one time'])).toBe('careful');
});

it('adds the verdict, the groups of the main metric and what was left out and what to try, in one line each', () => {
  const interval = { difference: 0.0554, low: -0.0412, high: 0.069 };
  const full: Report = {
    ...report,
    metrics: { 'ndcg@10': 0.2, 'ndcg@20': 0.3 },
    baselines: {
      'item-knn': { 'ndcg@10': 0.1, 'ndcg@20': 0.2446 },
      ease: { 'ndcg@10': 0.2, 'ndcg@20': 0.2 },
    },
    verdict: {
      outcome: 'cannot tell',
      metric: 'ndcg@20',
      baseline: 'item-knn',
      value: 0.3,
      baselineValue: 0.2446,
      ...interval,
      smallestDetectable: { difference: 0.0551, relative: 0.225 },
    },
    slices: { known: { 'ndcg@20': 0.31 }, new: { 'ndcg@20': 0.1 }, 'country=DE': { 'ndcg@20': 0.2 } },
    baselineSlices: {
      ease: { known: { 'ndcg@20': 0.2 }, new: { 'ndcg@20': 0.05 } },
      'item-knn': { known: { 'ndcg@20': 0.25 }, new: { 'ndcg@20': 0.01 } },
    },
    hints: [{ key: 'model.dim', change: '8', expected: 'small is new', source: 'examination' }],
    leftOut: [{ baseline: 'ials', reason: 'it takes long', mend: 'list it' }],
    warnings: [],
  };
  expect(metricsTable(full).split('\n').slice(4)).toEqual([
    expect.stringMatching(/^verdict: cannot tell it from item-knn in ndcg@20: .*-0\.0412 to \+0\.0690/),
    'ndcg@20 by group: known 0.3100 (item-knn 0.2500), new 0.1000 (ease 0.0500)',
    'left out: ials: it takes long; to have it, list it',
    'try model.dim: 8 (small is new)',
  ]);
});

it('says which windows of time the figures are of', () => {
  const window = { trainEvents: 3, users: 1, testEvents: 2, metrics: {} };
  const rolling = {
    ...report,
    protocol: {
      ...report.protocol,
      split: 'rolling',
      windows: [
        { ...window, from: '2026-05-01T00:00:00.000Z', to: '2026-05-02T00:00:00.000Z' },
        { ...window, from: '2026-05-02T00:00:00.000Z', to: '2026-05-03T00:00:00.000Z' },
      ],
    },
  };
  expect(metricsTable(rolling).split('\n')[1]).toMatch(
    /^2 windows from 2026-05-01T00:00:00.000Z to 2026-05-03T00:00:00.000Z, each on a model/,
  );
});

it('says so where nothing was measured', () => {
  const none = {
    ...report,
    protocol: { ...report.protocol, part: 'none' as const },
    warnings: ['nothing held out'],
  };
  expect(metricsTable(none)).toBe('nothing held out');
});
