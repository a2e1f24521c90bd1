import type { Report } from '@twotower/schema';
import { expect, it } from 'vitest';
import { reportWarnings } from './report-warnings.ts';

const metric = 'ndcg@20';
const interval = (low: number, high: number) => ({ [metric]: { difference: (low + high) / 2, low, high } });
const report: Report = {
  protocol: {
    split: 'random',
    part: 'test',
    seen: 'mask',
    users: 9,
    items: 9,
    trainEvents: 9,
    testEvents: 9,
    seed: 1,
  },
  metrics: { [metric]: 0.3 },
  baselines: { popularity: { [metric]: 0.2 } },
  intervals: { popularity: interval(0.05, 0.15) },
  slices: {},
  curve: [],
  timing: {},
  warnings: [],
};

it('has nothing to say of a model that surely beats its baselines', () => {
  expect(reportWarnings(report, metric)).toEqual([]);
});

it('names a baseline that is better, and one that might be with other users', () => {
  const behind = {
    ...report,
    baselines: { popularity: { [metric]: 0.4 } },
    intervals: { popularity: interval(-0.15, -0.05) },
  };
  expect(reportWarnings(behind, metric)).toEqual([
    'the model does not beat popularity in ndcg@20: 0.3000 against 0.4000',
  ]);
  const [unsure] = reportWarnings({ ...report, intervals: { popularity: interval(-0.01, 0.21) } }, metric);
  expect(unsure).toContain('cannot tell whether the model or popularity is better');
  expect(unsure).toContain('-0.0100 to +0.2100, includes 0');
});

it('names the group of users for whom a baseline is surely better, though the model is better over all', () => {
  const sliceIntervals = {
    known: { popularity: interval(0.1, 0.2) },
    new: { popularity: interval(-0.3, -0.1) },
  };
  expect(reportWarnings({ ...report, sliceIntervals }, metric)).toEqual([
    'for new users popularity is better than the model in ndcg@20: 95 % interval of the difference -0.3000 to -0.1000',
  ]);
});

it('says how to hold something out where nothing was', () => {
  const none = { ...report, protocol: { ...report.protocol, part: 'none' as const } };
  expect(reportWarnings(none, metric)[0]).toContain('give split.validation or split.test a share');
});
