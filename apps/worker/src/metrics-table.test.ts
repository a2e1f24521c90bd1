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

it('says so where nothing was measured', () => {
  const none = {
    ...report,
    protocol: { ...report.protocol, part: 'none' as const },
    warnings: ['nothing held out'],
  };
  expect(metricsTable(none)).toBe('nothing held out');
});
