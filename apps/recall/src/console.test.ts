import { createRecallClient } from '@twotower/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, runningServer } from '../test/running-server.ts';
import { promoteTinyBundle } from '../test/tiny-store.ts';

let server: RunningServer;
let client: ReturnType<typeof createRecallClient>;

beforeAll(async () => {
  // The user tower reads the hour of a request, so that scores change as time goes by.
  server = await runningServer({}, () => Date.UTC(2026, 6, 1, 12));
  client = createRecallClient({ url: server.url });
});
afterAll(() => server.close());

describe('items', () => {
  it('are found by a part of their id or texts, the very id first, then the most popular', async () => {
    const found = await client.items({ query: 'fILM 1', limit: 3 });
    expect(found).toMatchObject({
      items: [{ itemId: 'i1', positives: 19 }, { itemId: 'i10' }, { itemId: 'i11' }],
      more: true,
    });
    const byId = await client.items({ query: 'i7' });
    expect(byId).toEqual({
      items: [{ itemId: 'i7', attributes: { title: 'Film 7', year: 1993 }, positives: 13 }],
      more: false,
    });
    const popular = await client.items({ limit: 2 });
    expect(popular.items.map(({ itemId }) => itemId)).toEqual(['i0', 'i1']);
    expect(await client.items({ query: 'nothing like it' })).toEqual({ items: [], more: false });
  });

  it('say what is known of each', async () => {
    expect(await client.item({ itemId: 'i3' })).toEqual({
      itemId: 'i3',
      attributes: { title: 'Film 3', year: 1993 },
      positives: 17,
      bundleId: server.bundleId,
      served: true,
      told: true,
      popularityRank: 4,
      live: {},
    });
    await expect(client.item({ itemId: 'no' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('lie on a map, near what they are like, with a column that is asked for', async () => {
    const map = await client.itemMap({ column: 'year' });
    expect(map).toMatchObject({ total: 20, bundleId: server.bundleId, columns: ['title', 'year'] });
    const at = map.itemIds.indexOf('i3');
    expect([map.values?.[at], map.positives[at], map.moved[at]]).toEqual([1993, 17, false]);
    expect([map.x, map.y].every((places) => places.length === 20 && places.every(Number.isFinite))).toBe(
      true,
    );
    expect(map.explained).toBeGreaterThan(0);
    expect((await client.itemMap({ limit: 5 })).itemIds).toHaveLength(5);
    await expect(client.itemMap({ column: 'moon' })).rejects.toMatchObject({ field: 'column' });
  });

  it('stand where the recall has them, and say why not', async () => {
    const { items } = await client.recall({ userId: 'ann', k: 3 });
    const first = await client.standing({ itemId: items[0].itemId, userId: 'ann', k: 3 });
    expect(first).toMatchObject({ recalled: true, reason: 'recalled', rank: 1 });
    expect(first.score).toBeCloseTo(items[0].score, 5);
    const all = await client.recall({ userId: 'ann', k: 19 });
    const last = all.items[18];
    const lower = await client.standing({ itemId: last.itemId, userId: 'ann', k: 3 });
    expect(lower).toMatchObject({ recalled: false, reason: 'ranked-lower', rank: 19 });
    expect(lower.lastScore).toBeCloseTo(items[2].score, 5);
    // What the bundle says ann had.
    expect(await client.standing({ itemId: 'i3', userId: 'ann' })).toMatchObject({ reason: 'seen' });
    await client.deleteItem({ itemId: 'i19' });
    expect(await client.standing({ itemId: 'i19', userId: 'ann' })).toMatchObject({ reason: 'not-served' });
    expect(await client.item({ itemId: 'i19' })).toMatchObject({ served: false });
  });
});

describe('answers', () => {
  it('are listed by user and open with what was asked', async () => {
    const asked = { userId: 'b/ö', k: 2, filter: { field: 'year', op: 'gte', value: 1991 } } as const;
    const { requestId, items } = await client.recall(asked);
    await client.recall({ userId: 'ann', k: 1 });
    const { answers } = await client.answers({ userId: 'b/ö' });
    expect(answers).toMatchObject([{ requestId, userId: 'b/ö', items: 2 }]);
    const opened = await client.answer({ requestId });
    expect(opened.items.map(({ itemId }) => itemId)).toEqual(items.map(({ itemId }) => itemId));
    expect(opened.items[0].attributes).toEqual(items[0].attributes);
    expect(opened.request).toEqual(asked);
  });
});

it('traffic tells what was answered', async () => {
  const before = await client.traffic();
  await client.recall({ userId: 'ann', k: 1 });
  await client.recall({ userId: 'nobody', k: 1 });
  const after = await client.traffic();
  expect(after.recalls).toBe(before.recalls + 2);
  expect(after.sources.model).toBe((before.sources.model ?? 0) + 1);
  expect(after.latency?.p50).toBeGreaterThan(0);
  expect(after.minutes.reduce((sum, { recalls }) => sum + recalls, 0)).toBe(after.recalls);
});

it('data and index tell how what is served looks', async () => {
  const data = await client.data();
  expect(data).toMatchObject({
    bundleId: server.bundleId,
    users: 2,
    positives: 2,
    untouched: 0,
    histories: [
      { from: 0, to: 0, users: 0 },
      { from: 1, to: 1, users: 2 },
    ],
    timeline: { unit: 'day', counts: [{ from: '1970-01-01T00:00:00.000Z', positives: 2 }] },
    columns: [
      { name: 'title', filled: 1 },
      { name: 'year', filled: 1 },
    ],
  });
  expect(data.popularity[0]).toEqual({ rank: 1, positives: 20 });
  expect(data.topShare).toBeCloseTo(20 / 210, 6);
  const measured = await client.measureIndex({ users: 5, k: 4 });
  expect(measured).toMatchObject({ index: 'exact', k: 4, recall: 1 });
  expect(measured.users.map(({ userId }) => userId)).toEqual(['ann', 'b/ö']);
});

describe('the registry', () => {
  it('tells of a bundle, and takes an alias back with a reason on record', async () => {
    const second = await promoteTinyBundle(server.store);
    const bundle = await client.bundle({ bundleId: second });
    expect(bundle).toMatchObject({ id: second, dim: 4, deltas: [], deltaCount: 0, config: { name: 'tiny' } });
    expect(bundle.report?.metrics).toEqual({ 'recall@20': 0.5 });
    await expect(client.bundle({ bundleId: 'no' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { aliases } = await client.aliases();
    expect(aliases).toMatchObject([
      { name: 'champion', bundleId: second, history: [{ bundleId: second }, { bundleId: server.bundleId }] },
    ]);
    const back = await client.rollback({ alias: 'champion', reason: 'empty answers' });
    expect(back).toEqual({ alias: 'champion', bundleId: server.bundleId, deltaSequence: 0 });
    const { entries } = await client.audit({ limit: 1 });
    expect(entries).toMatchObject([
      { act: 'rollback', target: `champion: ${server.bundleId}, delta 0; empty answers` },
    ]);
    await expect(client.rollback({ alias: 'champion' })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(client.rollback({ alias: 'champion', bundleId: 'no' })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    expect((await client.aliases()).aliases[0].history[0].rolledBackAt).toMatch(/^\d{4}-/);
  });

  it('tells of runs page by page, and of one with its config and curve', async () => {
    const { runs } = server.store;
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) ids.unshift(await runs.start({ kind: 'train', config: { name: `r${i}` } }));
    const epoch = { epoch: 1, loss: 2, seconds: 1, samplesPerSecond: 10 };
    await runs.epoch(ids[0], epoch);
    const page = await client.runs({ limit: 2 });
    expect(page.runs.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const next = await client.runs({ limit: 2, before: ids[1] });
    expect(next.runs.map(({ id }) => id)).toEqual(ids.slice(2));
    expect(await client.run({ runId: ids[0] })).toMatchObject({
      status: 'running',
      config: { name: 'r2' },
      curve: [epoch],
    });
    await expect(client.run({ runId: 'no' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
