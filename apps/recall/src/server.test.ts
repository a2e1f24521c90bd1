import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRecallClient } from '@twotower/client';
import { RecallEngine } from '@twotower/serving';
import type { FolderStore } from '@twotower/store';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { promoteTinyBundle, temporaryStore } from '../test/tiny-store.ts';
import { KeyRing } from './gate/key-ring.ts';
import { defaultLimits } from './http/limits.ts';
import { createServer } from './server.ts';

const noon = Date.UTC(2026, 6, 1, 12);
let store: FolderStore;
let remove: () => Promise<void>;
let engine: RecallEngine;
let app: FastifyInstance;
let bundleId: string;

beforeAll(async () => {
  ({ store, remove } = await temporaryStore());
  bundleId = await promoteTinyBundle(store);
  engine = await RecallEngine.open({ store, events: store.events, clock: () => noon });
  const adminFolder = join(store.folder, 'admin');
  await mkdir(adminFolder);
  await writeFile(join(adminFolder, 'index.html'), '<title>admin</title>');
  await writeFile(join(adminFolder, 'page.js'), 'page');
  app = await createServer({ engine, store, ring: await KeyRing.open(store.keys), adminFolder });
});
afterAll(async () => {
  await app.close();
  await remove();
});

async function ask(options: InjectOptions | string) {
  const response = await app.inject(options);
  return { status: response.statusCode, body: response.json(), response };
}
const recall = (payload: InjectOptions['payload'], url = '/v1/recall') =>
  ask({ method: 'POST', url, payload });

describe('REST', () => {
  it('recalls', async () => {
    const { status, body, response } = await recall({ userId: 'ann', k: 3 });
    expect(status).toBe(200);
    expect(body).toMatchObject({ bundleId, deltaSequence: 0, source: 'model' });
    expect(body.requestId).toBe(response.headers['x-request-id']);
    expect(body.items).toHaveLength(3);
    expect(body.items[0].attributes).toEqual({ title: expect.any(String), year: expect.any(Number) });
  });

  it("takes the request's context, now where it names no time, and refuses unknown columns by name", async () => {
    const itemsOf = async (context?: object) => (await recall({ userId: 'ann', context })).body.items;
    const phoneAtNoon = await itemsOf({ device: 'phone' });
    expect(await itemsOf({ device: 'phone', hour: '2026-07-01T12:00Z' })).toEqual(phoneAtNoon);
    for (const other of [{ device: 'tv' }, { device: 'phone', timestamp: noon + 6 * 3_600_000 }]) {
      expect(await itemsOf(other)).not.toEqual(phoneAtNoon);
    }
    const { status, body } = await recall({ requests: [{ context: { devise: 'tv' } }] }, '/v1/recall:batch');
    expect(status).toBe(400);
    expect(body.error.field).toBe('requests.0.context.devise');
    expect(body.error.message).toContain('did you mean device? valid columns: device, timestamp, hour');
  });

  it('recalls in batches', async () => {
    const { body } = await recall({ requests: [{ userId: 'ann', k: 2 }, { k: 1 }] }, '/v1/recall:batch');
    expect(body.answers.map((answer: { source: string }) => answer.source)).toEqual(['model', 'popularity']);
    const failed = await recall(
      { requests: [{}, { filter: { field: 'yeer', op: 'eq', value: 1 } }] },
      '/v1/recall:batch',
    );
    expect(failed.status).toBe(400);
    expect(failed.body.error.field).toBe('requests.1.filter.field');
  });

  it('shows items, users, overview and bundles', async () => {
    expect((await ask('/v1/items/i3/similar?k=4')).body.items).toHaveLength(4);
    expect((await ask('/v1/users?query=a&limit=5')).body).toEqual({ users: [{ userId: 'ann', events: 1 }] });
    expect((await ask(`/v1/users/${encodeURIComponent('b/ö')}`)).body).toMatchObject({
      known: true,
      features: { age: null },
      history: [{ itemId: 'i4', attributes: { title: 'Film 4' } }],
    });
    expect((await ask('/v1/users/none')).body).toMatchObject({ known: false, history: [] });
    const { body } = await ask('/v1/overview');
    expect(body.service).toMatchObject({
      name: 'tiny',
      bundleId,
      items: 20,
      users: 2,
      dim: 4,
      indexKind: 'exact',
    });
    expect(body.report.metrics).toEqual({ 'recall@20': 0.5 });
    expect((await ask('/v1/bundles')).body.bundles).toEqual(body.bundles);
    expect(body.bundles).toMatchObject([{ id: bundleId, aliases: ['champion'], kind: 'train' }]);
  });

  it('answers /livez, /readyz, /metrics and /openapi.json', async () => {
    expect((await ask('/livez')).body).toEqual({ status: 'ok' });
    expect((await ask('/readyz')).body).toEqual({ status: 'ready', bundleId });
    await recall({ k: 1 });
    const { payload } = await app.inject('/metrics');
    expect(payload).toContain(
      `twotower_bundle_info{bundle_id="${bundleId}",delta_sequence="0",index="exact"} 1`,
    );
    expect(payload).toMatch(/twotower_recalls_total\{source="popularity"\} [1-9]/);
    expect(payload).toContain('twotower_http_request_duration_seconds_bucket');
    const { body } = await ask('/openapi.json');
    expect(Object.keys(body.paths)).toContain('/v1/items/{itemId}/similar');
    expect(body.paths['/v1/recall'].post.requestBody.content['application/json'].schema).toEqual({
      $ref: '#/components/schemas/RecallRequest',
    });
    const schema = body.components.schemas.RecallRequest;
    expect(schema.properties.k).toMatchObject({ minimum: 1, maximum: 1000 });
    expect(JSON.stringify(schema.properties.filter)).toContain('$ref');
    expect(schema.properties.context).toMatchObject({ type: 'object', description: expect.any(String) });
  });

  it('serves the admin UI, with its entry page for paths of its own', async () => {
    expect((await app.inject('/')).payload).toContain('admin');
    expect((await app.inject('/page.js')).payload).toBe('page');
    const page = await app.inject({ url: '/playground', headers: { accept: 'text/html' } });
    expect(page.payload).toContain('admin');
    expect((await ask({ url: '/v1/none', headers: { accept: 'text/html' } })).status).toBe(404);
    expect((await app.inject('/../store.sqlite')).statusCode).toBe(404);
  });
});

describe('hostile input', () => {
  let deep = '{"field":"year","op":"eq","value":1990}';
  for (let i = 0; i < 50_000; i++) deep = `{"not":${deep}}`;
  const json = (payload: string) => ({ payload, headers: { 'content-type': 'application/json' } });
  const post = (extra: InjectOptions): InjectOptions => ({ method: 'POST', url: '/v1/recall', ...extra });

  it.each<[string, InjectOptions, number, string, string | undefined]>([
    ['huge k', post({ payload: { k: 1e9 } }), 400, 'INVALID_REQUEST', 'k'],
    ['k as text', post({ payload: { k: '5' } }), 400, 'INVALID_REQUEST', 'k'],
    ['a numeric user', post({ payload: { userId: 42 } }), 400, 'INVALID_REQUEST', 'userId'],
    ['unknown key', post({ payload: { userid: 'ann' } }), 400, 'INVALID_REQUEST', 'userid'],
    ['an array', post({ payload: [] }), 400, 'INVALID_REQUEST', undefined],
    ['no body', post({}), 400, 'INVALID_REQUEST', undefined],
    ['empty body', post(json('')), 400, 'MALFORMED_JSON', undefined],
    ['malformed body', post(json('{"k":')), 400, 'MALFORMED_JSON', undefined],
    ['prototype key', post(json('{"features":{"__proto__":{"age":1}}}')), 400, 'MALFORMED_JSON', undefined],
    [
      'text body',
      post({ payload: 'k=3', headers: { 'content-type': 'text/csv' } }),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      undefined,
    ],
    ['large body', post(json(`"${'x'.repeat(defaultLimits.body)}"`)), 413, 'PAYLOAD_TOO_LARGE', undefined],
    ['deep filter', post(json(`{"filter":${deep}}`)), 400, 'INVALID_REQUEST', 'filter'],
    [
      'filter value',
      post({ payload: { filter: { field: 'year', op: 'in', value: 3 } } }),
      400,
      'INVALID_REQUEST',
      'filter.value',
    ],
    [
      'filter field',
      post({ payload: { filter: { field: 'yeer', op: 'eq', value: 3 } } }),
      400,
      'INVALID_REQUEST',
      'filter.field',
    ],
    ['unknown item', { url: '/v1/items/__proto__/similar' }, 404, 'NOT_FOUND', 'itemId'],
    ['k of a query', { url: '/v1/items/i1/similar?k=ten' }, 400, 'INVALID_REQUEST', 'k'],
    ['k given twice', { url: '/v1/items/i1/similar?k=1&k=2' }, 400, 'INVALID_REQUEST', 'k'],
    ['unknown path', { url: '/v2/recall' }, 404, 'NOT_FOUND', undefined],
    ['bad escape', { url: '/v1/users/%zz' }, 400, 'INVALID_REQUEST', undefined],
    ['long id', { url: `/v1/users/${'x'.repeat(5000)}` }, 400, 'INVALID_REQUEST', 'userId'],
    ['wrong method', { method: 'GET', url: '/v1/recall' }, 405, 'METHOD_NOT_ALLOWED', undefined],
  ])('%s gets the one error body', async (_name, options, status, code, field) => {
    const { body, status: found } = await ask(options);
    expect(body).toEqual({
      error: {
        code,
        message: expect.any(String),
        requestId: expect.any(String),
        ...(field ? { field } : {}),
      },
    });
    expect(found).toBe(status);
    expect(body.error.message).not.toContain('\n');
  });
});

describe('tRPC', () => {
  it('gives the answers of REST, on a real port through the client', async () => {
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    const client = createRecallClient({ url });
    const request = {
      userId: 'ann',
      context: { device: 'tv', timestamp: noon },
      k: 5,
      filter: { field: 'year', op: 'gte' as const, value: 1991 },
    };
    const { requestId, ...answer } = await client.recall(request);
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    const rest = await fetch(`${url}/v1/recall`, {
      method: 'POST',
      body: JSON.stringify(request),
      headers: { 'content-type': 'application/json' },
    });
    expect(await rest.json()).toEqual({ requestId: expect.any(String), ...answer });
    expect((await client.recallBatch({ requests: [request] })).answers[0].items).toEqual(answer.items);
    expect(await client.similar({ itemId: 'i1', k: 3 })).toEqual(
      (await ask('/v1/items/i1/similar?k=3')).body,
    );
    expect(await client.user({ userId: 'ann' })).toEqual((await ask('/v1/users/ann')).body);
    expect(await client.users()).toEqual((await ask('/v1/users')).body);
    expect(await client.overview()).toEqual((await ask('/v1/overview')).body);
    expect(await client.bundles()).toEqual((await ask('/v1/bundles')).body);
    await expect(client.similar({ itemId: 'none' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      field: 'itemId',
    });
    await expect(client.recall({ context: { moon: 'full' } })).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      field: 'context.moon',
    });
    const numeric = client.recall({ userId: 42 as unknown as string });
    await expect(numeric).rejects.toThrow('userId: 42 is a number; ids are text: "42"');
    await expect(client.recall({ k: 0 })).rejects.toMatchObject({ code: 'INVALID_REQUEST', field: 'k' });
    const tooLarge = { history: Array.from({ length: 10_000 }, (_, i) => `${i}${'x'.repeat(500)}`) };
    await expect(client.recall(tooLarge)).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
    await expect(createRecallClient({ url: 'http://127.0.0.1:1' }).bundles()).rejects.toMatchObject({
      code: 'UNREACHABLE',
    });
  });
});

describe('without a champion', () => {
  it('lives, is not ready and says how to become so', async () => {
    const empty = await temporaryStore();
    const engine = await RecallEngine.open({ store: empty.store });
    const idle = await createServer({
      engine,
      store: empty.store,
      ring: await KeyRing.open(empty.store.keys),
      adminFolder: join(empty.store.folder, 'none'),
    });
    expect((await idle.inject('/livez')).statusCode).toBe(200);
    for (const url of ['/readyz', '/v1/overview', '/v1/users', '/trpc/overview']) {
      const response = await idle.inject(url);
      expect(response.statusCode).toBe(503);
      expect(response.payload).toContain('train --promote');
      expect(response.payload).toContain('NOT_READY');
    }
    const response = await idle.inject({ method: 'POST', url: '/v1/recall', payload: { k: 1 } });
    expect(response.json().error).toMatchObject({ code: 'NOT_READY' });
    expect((await idle.inject('/')).json().error.message).toContain('build the admin UI');
    await idle.close();
    await empty.remove();
  });
});
