import type { Trial, TuneResult } from '@twotower/trainer';
import { expect, it } from 'vitest';
import { changesOf, trialsTable } from './trials-table.ts';

function trial(number: number, settings: readonly string[], values: readonly (number | null)[]): Trial {
  const rungs = values.map((value, r) => ({
    trial: number,
    settings,
    epochs: 3 ** (r + 1),
    value,
    bestEpoch: value === null ? 0 : r + 1,
    seconds: 2,
  }));
  return { trial: number, changes: {}, settings, rungs };
}

it('ranks the trials with what they changed and ends with the lead over the config as it is', () => {
  const trials = [
    trial(2, ['tau 0.2', 'dim 128'], [0.1, 0.12]),
    trial(0, [], [0.1]),
    trial(1, ['tau 9'], [null]),
  ];
  const result: TuneResult = { metric: 'ndcg@20', best: trials[0], trials, warnings: ['careful'] };
  expect(trialsTable(result).split('\n')).toEqual([
    'rank  trial  epochs  ndcg@20  best epoch  seconds  changes',
    '   1      2       9   0.1200           2      4.0  tau 0.2, dim 128',
    '   2      0       3   0.1000           1      2.0  (the config as it is)',
    '   3      1       3   failed           -      2.0  tau 9',
    'The best has ndcg@20 0.1200 on the validation part, the config as it is 0.1000: 20.0 % more.',
    'warning: careful',
  ]);
});

it('says in words what a trial changed', () => {
  expect([trial(0, [], []), trial(4, [], []), trial(3, ['tau 9', 'dim 8'], [])].map(changesOf)).toEqual([
    '(the config as it is)',
    '(none)',
    'tau 9, dim 8',
  ]);
});

it('says so where nothing is better', () => {
  const trials = [trial(0, [], [0.1]), trial(1, ['dim 32'], [0.05])];
  expect(trialsTable({ metric: 'ndcg@20', best: trials[0], trials, warnings: [] })).toContain(
    'No trial is better than the config as it is, ndcg@20 0.1000',
  );
});
