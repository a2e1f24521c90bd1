import { createRecallClient, type RecallClient } from '@twotower/client';
import { RecallEngine } from '@twotower/serving';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningServer, runningServer } from '../test/running-server.ts';

let server: RunningServer;
let client: RecallClient;

beforeAll(async () => {
  server = await runningServer();
  client = createRecallClient({ url: server.url });
});
afterAll(() => server.close());

it('follows events, once each, from the answer to them on', async () => {
  const history = async () => (await client.user({ userId: 'new' })).history.map(({ itemId }) => itemId);
  expect((await client.recall({ userId: 'new' })).source).toBe('popularity');
  const event = { eventId: 'e1', userId: 'new', itemId: 'i5', type: 'click' };
  expect(await client.events({ events: [event] })).toMatchObject({ accepted: 1 });
  expect(await client.events({ events: [event] })).toMatchObject({ accepted: 0, duplicates: 1 });
  expect(await history()).toEqual(['i5']);
  const { source, items } = await client.recall({ userId: 'new', k: 20 });
  expect(source).toBe('session');
  expect(items.map(({ itemId }) => itemId)).not.toContain('i5');
  // Another process's.
  await server.store.events.append([{ user: 'new', item: 'i6', type: 'click' }]);
  await client.events({ events: [{ userId: 'else', itemId: 'i1', type: 'click' }] });
  expect(await history()).toEqual(['i6', 'i5']);
});

it('puts and deletes items and profiles, and shows what was put', async () => {
  const shown = async () => (await client.recall({ userId: 'ann', k: 1000 })).items;
  const before = (await shown()).length;
  await client.putItem({ itemId: 'new', attributes: { title: 'Brand New', year: 2026 } });
  expect((await shown()).find(({ itemId }) => itemId === 'new')?.attributes).toEqual({
    title: 'Brand New',
    year: 2026,
  });
  await client.putItem({ itemId: 'new', attributes: { title: 'Newer', year: 2026 } });
  expect((await shown()).find(({ itemId }) => itemId === 'new')?.attributes).toEqual({
    title: 'Newer',
    year: 2026,
  });
  expect(await client.deleteItem({ itemId: 'new' })).toEqual({ itemId: 'new', removed: true });
  expect(await client.deleteItem({ itemId: 'never' })).toEqual({ itemId: 'never', removed: false });
  expect(await shown()).toHaveLength(before);
  await expect(client.putItem({ itemId: 'new', attributes: { tilte: 'x' } })).rejects.toMatchObject({
    code: 'INVALID_REQUEST',
  });
  await client.putUser({ userId: 'ann', features: { age: 77 } });
  expect((await client.user({ userId: 'ann' })).features).toEqual({ age: 77 });
  await expect(client.putUser({ userId: 'ann', features: { age: 'old' } })).rejects.toMatchObject({
    code: 'INVALID_REQUEST',
    field: 'features.age',
  });
});

it('has what was put and removed on the disk, for the next start and for other servers', async () => {
  await client.putItem({ itemId: 'kept', attributes: { title: 'Kept', year: 2026 } });
  await client.deleteItem({ itemId: 'i18' });
  await client.putUser({ userId: 'kay', features: { age: 41 } });
  const { store } = server;
  const other = await RecallEngine.open({ store, events: store.events, changes: store.changes });
  expect(other.similar('kept', 1).attributes).toEqual({ title: 'Kept', year: 2026 });
  expect(other.serves('i18')).toBe(false);
  expect(other.user('kay').features).toEqual({ age: 41 });
  // Another server's.
  await store.changes.make({ kind: 'put', side: 'item', id: 'theirs', record: { title: 'Theirs' } });
  await client.putItem({ itemId: 'i18', attributes: { title: 'Back' } });
  expect((await client.item({ itemId: 'theirs' })).attributes).toEqual({ title: 'Theirs', year: null });
  await client.deleteUser({ userId: 'kay' });
  await other.refresh();
  expect(other.user('kay').known).toBe(false);
});

it('explains, and asks another alias', async () => {
  const { explanation, items, deltaSequence } = await client.recall({ userId: 'ann', k: 2, explain: true });
  expect(explanation).toMatchObject({ history: { stored: 1 } });
  expect(items[0].explanation).toMatchObject({ rank: 1, cosine: expect.any(Number) });
  await client.promote({ bundleId: server.bundleId, alias: 'shadow' });
  const plain = await client.recall({ userId: 'ann', k: 2, alias: 'shadow' });
  expect(plain).toMatchObject({ bundleId: server.bundleId, deltaSequence });
  await expect(client.recall({ alias: 'nobody' })).rejects.toMatchObject({
    code: 'INVALID_REQUEST',
    field: 'alias',
  });
  const batch = await client.recallBatch({
    requests: [
      { userId: 'ann', k: 2 },
      { alias: 'shadow', k: 1 },
    ],
  });
  expect(batch.answers.map(({ items: found }) => found.length)).toEqual([2, 1]);
  const failed = client.recallBatch({ requests: [{}, { context: { moon: 'full' } }] });
  await expect(failed).rejects.toMatchObject({ field: 'requests.1.context.moon' });
});

it('erases a person from the log, from what is served and from past answers', async () => {
  await client.events({ events: [{ userId: 'gone', itemId: 'i5', type: 'click' }] });
  const { requestId } = await client.recall({ userId: 'gone' });
  expect(await client.answer({ requestId })).toMatchObject({ userId: 'gone' });
  expect(await client.deleteUser({ userId: 'gone' })).toEqual({ userId: 'gone', events: 1 });
  expect((await client.user({ userId: 'gone' })).known).toBe(false);
  await expect(client.answer({ requestId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await client.recall({ userId: 'gone' })).source).toBe('popularity');
  const { entries } = await client.audit();
  expect(JSON.stringify(entries)).not.toContain('gone');
});
