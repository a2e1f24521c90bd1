import { expect, test } from 'vitest';
import { causes } from './causes.ts';

const past = {
  requestId: 'r',
  at: '2026-07-01T14:05:00.000Z',
  userId: '42',
  alias: 'champion',
  bundleId: 'a',
  deltaSequence: 1,
  source: 'model' as const,
  itemIds: ['x', 'y'],
  items: [],
  request: { userId: '42', k: 2 },
};
const now = { requestId: 's', bundleId: 'a', deltaSequence: 1, source: 'model' as const, items: [] };

test('nothing is odd about a plain answer', () => {
  expect(causes(past, now)).toEqual([]);
  expect(causes(past, undefined)).toEqual([]);
});

test('a fallback, a filter, too few items and what changed since are told', () => {
  const found = causes(
    {
      ...past,
      source: 'popularity',
      request: { userId: '42', k: 5, filter: { field: 'year', op: 'gte', value: 2000 } },
    },
    { ...now, bundleId: 'b' },
  );
  expect(found[0]).toMatch(/^User 42 was not known and there was no history/);
  expect(found.slice(1)).toEqual([
    'A filter left only some of the catalogue.',
    'Only 2 of 5 items were left to recommend.',
    'Another bundle answers since: b in the place of a.',
    'Now the answer comes from model, then from popularity.',
  ]);
});
