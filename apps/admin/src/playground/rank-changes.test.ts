import { expect, test } from 'vitest';
import { rankChanges, shared } from './rank-changes.ts';

const list = (ids: string) => [...ids].map((itemId) => ({ itemId }));

test('items stay, move, or are new', () => {
  const changes = rankChanges(list('abcd'), list('acbx'));
  expect([...changes.values()]).toEqual([
    { kind: 'same' },
    { kind: 'moved', by: 1 },
    { kind: 'moved', by: -1 },
    { kind: 'only-here' },
  ]);
  expect(shared(changes)).toBe(3);
  expect(rankChanges([], list('a')).size).toBe(0);
});
