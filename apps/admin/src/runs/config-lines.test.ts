import { expect, test } from 'vitest';
import { configDifferences, configLines } from './config-lines.ts';

test('a config is one line a setting', () => {
  const lines = configLines({ model: { dim: 64, hidden: [1, 2] }, name: 'films', prior: null });
  expect([...lines]).toEqual([
    ['model.dim', '64'],
    ['model.hidden', '[1,2]'],
    ['name', '"films"'],
    ['prior', 'null'],
  ]);
  expect([...configLines('x')]).toEqual([['value', '"x"']]);
});

test('only what differs is told, what one does not say too', () => {
  expect(
    configDifferences([
      { a: 1, b: 2 },
      { a: 1, b: 3, c: [] },
      { a: 1, b: 2 },
    ]),
  ).toEqual([
    { key: 'b', values: ['2', '3', '2'] },
    { key: 'c', values: [undefined, '[]', undefined] },
  ]);
  expect(configDifferences([{ a: 1 }, { a: 1 }])).toEqual([]);
});
