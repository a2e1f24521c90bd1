import { expect, test } from 'vitest';
import { nextSort, type RunSummary, runRows } from './run-rows.ts';

const run = (id: string, rest: Partial<RunSummary> = {}): RunSummary => ({
  id,
  kind: 'train',
  status: 'finished',
  startedAt: `2026-07-01T00:00:0${id}.000Z`,
  epochs: 1,
  ...rest,
});
const runs = [
  run('3', { metrics: { m: 0.2 }, kind: 'tune' }),
  run('2', { status: 'failed', error: 'out of Memory' }),
  run('1', { metrics: { m: 0.4 } }),
];
const ids = (view: Parameters<typeof runRows>[1]) => runRows(runs, view, 'm').map(({ id }) => id);

test('runs are filtered by kind, status and text', () => {
  expect(ids({})).toEqual(['3', '2', '1']);
  expect(ids({ kind: 'tune' })).toEqual(['3']);
  expect(ids({ status: 'failed' })).toEqual(['2']);
  expect(ids({ text: 'memory' })).toEqual(['2']);
});

test('and sorted both ways, what has no value last', () => {
  expect(ids({ sort: 'metric' })).toEqual(['3', '1', '2']);
  expect(ids({ sort: '-metric' })).toEqual(['1', '3', '2']);
  expect(ids({ sort: 'started' })).toEqual(['1', '2', '3']);
  expect([undefined, 'metric', '-metric'].map((sort) => nextSort('metric', sort))).toEqual([
    'metric',
    '-metric',
    undefined,
  ]);
});
