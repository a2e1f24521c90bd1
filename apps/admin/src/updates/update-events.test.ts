import { expect, test } from 'vitest';
import { updateEvents } from './update-events.ts';

test('bundles and deltas stand in one order of time', () => {
  const bundle = (id: string, createdAt: string) => ({
    id,
    createdAt,
    kind: 'full',
    aliases: ['champion'],
    metrics: {},
  });
  const events = updateEvents([bundle('b', '2026-07-02T03:00:00Z'), bundle('a', '2026-07-01T03:00:00Z')], {
    id: 'a',
    deltas: [
      { sequence: 2, broken: 'a file is missing' },
      { sequence: 1, createdAt: '2026-07-01T04:00:00Z', rows: { users: 2, items: 3, vectors: 4 } },
    ],
  });
  expect(events.map(({ key }) => key)).toEqual(['b', 'delta 1', 'a']);
  expect(events[1]).toMatchObject({ bundleId: 'a', text: 'delta 1: 2 users, 3 items, 4 vectors' });
});
