import { expect, test } from 'vitest';
import { chartRows, isQuality, liftOverBest, metricAxes, parseMetric } from './quality.ts';

test('a metric name splits at its cut-off', () => {
  expect(parseMetric('interaction-hr@100')).toEqual({ family: 'interaction-hr', k: 100 });
  expect(parseMetric('auc')).toBeUndefined();
});

test('axes list families by interest and cut-offs ascending', () => {
  const axes = metricAxes({ 'coverage@50': 0, 'ndcg@20': 0, 'recall@100': 0, 'recall@20': 0, auc: 0 });
  expect(axes).toEqual({ families: ['recall', 'ndcg', 'coverage'], ks: [20, 50, 100] });
});

test('what only describes has no lift', () => {
  const values = { 'gini@20': 0.9, 'popularity@20': 0.9 };
  expect(liftOverBest('gini@20', values, { popularity: values })).toBeUndefined();
  expect(['gini@20', 'popularity@20', 'recall@20'].map(isQuality)).toEqual([false, false, true]);
});

test('lift is taken over the best baseline', () => {
  const baselines = { popularity: { 'recall@20': 0.1 }, ease: { 'recall@20': 0.2 } };
  const lift = liftOverBest('recall@20', { 'recall@20': 0.25 }, baselines);
  expect(lift?.best).toBe('ease');
  expect(lift?.ratio).toBeCloseTo(0.25, 12);
});

test('lift is absent without a figure on either side, and has no ratio over zero', () => {
  expect(liftOverBest('recall@20', {}, { popularity: { 'recall@20': 1 } })).toBeUndefined();
  expect(liftOverBest('recall@20', { 'recall@20': 1 }, { popularity: {} })).toBeUndefined();
  expect(
    liftOverBest('recall@20', { 'recall@20': 1 }, { popularity: { 'recall@20': 0 } })?.ratio,
  ).toBeUndefined();
});

test('chart rows leave out what was not measured', () => {
  const rows = chartRows(['hr@5'], (name) => name.toUpperCase(), { model: { 'hr@5': 0.5 }, ease: {} });
  expect(rows).toEqual([{ metric: 'HR@5', model: 0.5 }]);
});
