import { createRecallClient, type RecallClient } from '@twotower/client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type RunningServer, runningServer } from '../../test/running-server.ts';

let server: RunningServer;
let client: RecallClient;

beforeEach(async () => {
  server = await runningServer();
  client = createRecallClient({ url: server.url });
  await client.promote({ bundleId: server.bundleId, alias: 'candidate' });
});
afterEach(() => server.close());

const users = Array.from({ length: 40 }, (_, u) => `u${u}`);
const click = (userId: string, itemId: string, requestId: string) =>
  client.events({ events: [{ userId, itemId, type: 'click', requestId }] });
const newest = async () => (await client.comparisons({})).comparisons[0];

it('gives a share of the users the treatment, each always the same, and counts who reacted', async () => {
  const { comparison } = await client.startComparison({ kind: 'ab', treatment: 'candidate', share: 0.3 });
  const arms = new Map<string, string | undefined>();
  for (const userId of [...users, ...users]) {
    const answer = await client.recall({ userId, k: 3 });
    expect(answer.comparison?.id).toBe(comparison.id);
    expect(arms.get(userId) ?? answer.comparison?.arm).toBe(answer.comparison?.arm);
    arms.set(userId, answer.comparison?.arm);
    if (userId === 'u1') await click(userId, answer.items[0].itemId, answer.requestId);
  }
  const treated = [...arms.values()].filter((arm) => arm === 'treatment').length;
  const { arms: figures, verdict, difference } = await newest();
  expect(figures.map(({ arm, users: count, requests }) => [arm, count, requests])).toEqual([
    ['control', users.length - treated, 2 * (users.length - treated)],
    ['treatment', treated, 2 * treated],
  ]);
  const reacted = figures.reduce((sum, { rate = 0, counted }) => sum + rate * counted, 0);
  expect(reacted).toBeCloseTo(2, 9);
  expect([verdict, difference]).toEqual(['undecided', undefined]);
  // What names no user, or an alias, is no part of it.
  expect((await client.recall({ k: 3 })).comparison).toBeUndefined();
  expect((await client.recall({ userId: 'u1', alias: 'champion' })).comparison).toBeUndefined();
});

it('makes one answer of two, and knows whose item was reacted to', async () => {
  await client.startComparison({ kind: 'interleave', treatment: 'candidate', share: 1 });
  const plain = await client.recall({ userId: 'ann', k: 6, alias: 'champion' });
  const answer = await client.recall({ userId: 'ann', k: 6 });
  expect(answer.comparison?.arm).toBe('both');
  // Both serve the same bundle; scores move with the time that has passed.
  const idsOf = ({ items }: typeof plain) => items.map(({ itemId }) => itemId);
  expect(idsOf(answer)).toEqual(idsOf(plain));
  await client.events({
    events: answer.items.slice(0, 2).map(({ itemId }) => ({
      ...{ userId: 'ann', itemId, type: 'click', requestId: answer.requestId },
    })),
  });
  expect((await newest()).arms).toEqual([{ arm: 'both', users: 1, requests: 1, counted: 1, rate: 0 }]);
  const explained = await client.recall({ userId: 'ann', k: 2, explain: true });
  expect(explained.comparison).toBeUndefined();
  expect(await client.answer({ requestId: answer.requestId })).toMatchObject({ comparison: { arm: 'both' } });
});

it('asks a shadow behind the answer, and tells how much the two agree', async () => {
  await client.startComparison({ kind: 'shadow', treatment: 'candidate', share: 1 });
  const answer = await client.recall({ userId: 'ann', k: 5 });
  expect(answer.comparison).toBeUndefined();
  expect((await newest()).arms).toMatchObject([{ arm: 'both', users: 1, requests: 1, rate: 1 }]);
});

it('says that both answer by the same bundle', async () => {
  await client.startComparison({ kind: 'ab', treatment: 'candidate', share: 0.5 });
  expect((await newest()).warning).toContain(`both answer by bundle ${server.bundleId}`);
  const wrong = client.recall({ userId: 'ann', filter: { field: 'moon', op: 'eq', value: 1 } });
  await expect(wrong).rejects.toMatchObject({ code: 'INVALID_REQUEST', field: 'filter.field' });
  expect((await newest()).problem).toBeUndefined();
});

it('ends, keeps what came of it, and forgets who is erased', async () => {
  const { comparison } = await client.startComparison({ kind: 'ab', treatment: 'candidate', share: 0.5 });
  const again = client.startComparison({ kind: 'shadow', treatment: 'candidate' });
  await expect(again).rejects.toMatchObject({ code: 'CONFLICT' });
  await client.recall({ userId: 'ann' });
  await client.recall({ userId: 'bob' });
  await client.deleteUser({ userId: 'bob' });
  const ended = await client.endComparison({ id: comparison.id });
  expect(ended.comparison.endedAt).toBeDefined();
  expect(ended.comparison.arms.reduce((sum, { requests }) => sum + requests, 0)).toBe(1);
  expect((await client.recall({ userId: 'ann' })).comparison).toBeUndefined();
  expect((await client.endComparison({ id: comparison.id })).comparison).toEqual(ended.comparison);
  await expect(client.endComparison({ id: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const { entries } = await client.audit();
  expect(entries.map(({ act }) => act)).toContain('startComparison');
});

it('refuses to compare what is served with itself, with nothing, and with everybody', async () => {
  const start = (treatment: string, share: number) =>
    client.startComparison({ kind: 'ab', treatment, share });
  await expect(start('champion', 0.5)).rejects.toMatchObject({ field: 'treatment' });
  await expect(start('nobody', 0.5)).rejects.toMatchObject({ field: 'alias' });
  await expect(start('candidate', 1)).rejects.toMatchObject({ field: 'share' });
});
