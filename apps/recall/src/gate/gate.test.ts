import { request as httpRequest } from 'node:http';
import { endpoints } from '@twotower/api';
import { createRecallClient } from '@twotower/client';
import type { Scope } from '@twotower/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, runningServer } from '../../test/running-server.ts';

let server: RunningServer;
const keys = new Map<Scope, string>();

beforeAll(async () => {
  server = await runningServer({ rate: 20 });
  for (const scope of ['recall', 'events', 'read', 'admin'] as const) {
    keys.set(scope, (await server.store.keys.create({ scopes: [scope] })).secret);
  }
  await server.ring.refresh();
});
afterAll(() => server.close());

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}${path}`, { headers });
}
const bearer = (key = '') => ({ authorization: `Bearer ${key}` });

/** `fetch` sets Host by itself. */
function statusWithHost(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest(`${server.url}/readyz`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('error', reject).end();
  });
}

describe('keys', () => {
  it('are needed for everything but health and pages, over REST and tRPC, whatever the header says', async () => {
    for (const path of ['/livez', '/readyz', '/openapi.json', '/docs', '/metrics']) {
      expect((await get(path)).status, path).toBe(200);
    }
    for (const { method, path, ...rest } of Object.values(endpoints)) {
      if ('open' in rest) continue;
      const response = await fetch(server.url + path.replaceAll(/\{\w+\}/g, 'x'), { method });
      expect(response.status, `${method} ${path}`).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
    }
    for (const name of Object.keys(endpoints)) {
      if (name !== 'signIn') expect((await get(`/trpc/${name}`)).status).toBe(401);
      expect((await get(`/trpc/signIn,${name}?batch=1`)).status, name).toBe(name === 'signIn' ? 405 : 401);
    }
    for (const header of [
      'Bearer',
      'Bearer  ',
      'Basic abc',
      `Bearer ${keys.get('read')} x`,
      'Bearer wrong',
    ]) {
      expect((await get('/v1/users', { authorization: header })).status, header).toBe(401);
    }
    expect((await get('/v1/users', { authorization: `bearer ${keys.get('read')}` })).status).toBe(200);
    // Another machine's question, passed on by a proxy here.
    expect((await get('/metrics', { 'x-forwarded-for': '10.1.1.1' })).status).toBe(401);
    expect(
      (await get('/metrics', { 'x-forwarded-for': '10.1.1.1', ...bearer(keys.get('read')) })).status,
    ).toBe(200);
    expect(
      (await get('/metrics', { 'x-forwarded-for': '10.1.1.1', ...bearer(keys.get('recall')) })).status,
    ).toBe(403);
  });

  it('do what their scope says, and no more; admin does all', async () => {
    const calls: Record<string, (key?: string) => Promise<unknown>> = {
      recall: (key) => createRecallClient({ url: server.url, key }).recall({ k: 1 }),
      events: (key) => createRecallClient({ url: server.url, key }).events({ events: [] }),
      read: (key) => createRecallClient({ url: server.url, key }).users(),
      admin: (key) => createRecallClient({ url: server.url, key }).audit(),
    };
    for (const [scope, key] of keys) {
      for (const [needed, call] of Object.entries(calls)) {
        const allowed = scope === needed || scope === 'admin';
        const code = await call(key).then(
          () => 'done',
          (error) => error.code,
        );
        expect(code, `${scope} key, ${needed}`).toBe(allowed ? 'done' : 'FORBIDDEN');
      }
    }
  });

  it('are made and revoked over HTTP, at once, on record, and are shown once', async () => {
    const admin = createRecallClient({ url: server.url, key: keys.get('admin') });
    const { id, key } = await admin.createKey({ scopes: ['read'], name: 'one day' });
    expect((await get('/v1/users', bearer(key))).status).toBe(200);
    const listed = await admin.keys();
    expect(listed.keys).toContainEqual({
      id,
      scopes: ['read'],
      name: 'one day',
      createdAt: expect.any(String),
    });
    expect(JSON.stringify(listed)).not.toContain(key);
    await admin.revokeKey({ id });
    expect((await get('/v1/users', bearer(key))).status).toBe(401);
    await expect(admin.revokeKey({ id })).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'id' });
    const { entries } = await admin.audit({ limit: 2 });
    const own = (await admin.keys()).keys.find(({ scopes }) => scopes.includes('admin'));
    expect(entries).toMatchObject([
      { act: 'revokeKey', target: id, by: own?.id, requestId: expect.any(String) },
      { act: 'createKey', target: `${id}: read`, by: own?.id },
    ]);
  });

  it('each send no more than their rate', async () => {
    const { secret } = await server.store.keys.create({ scopes: ['read'] });
    await server.ring.refresh();
    const answers = await Promise.all(Array.from({ length: 120 }, () => get('/v1/users', bearer(secret))));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0].headers.get('retry-after')).toBe('1');
    expect(await refused[0].json()).toMatchObject({ error: { code: 'RATE_LIMITED' } });
    expect((await get('/v1/users', bearer(keys.get('read')))).status).toBe(200);
    const retried = createRecallClient({ url: server.url, key: secret, retries: 3 });
    expect((await retried.users()).users).toHaveLength(2);
  });
});

describe('other sites', () => {
  it('cannot ask under a name that is not this server’s', async () => {
    for (const host of ['localhost', '127.0.0.1:80', '[::1]:7700', 'LOCALHOST:1']) {
      expect(await statusWithHost(host), host).toBe(200);
    }
    for (const host of [
      'evil.example',
      '127.0.0.1.evil.example',
      '10.0.0.1',
      'localhost@evil',
      '127.0.0.1 evil',
    ]) {
      expect(await statusWithHost(host), host).toBeGreaterThanOrEqual(400);
    }
  });

  it('cannot send what would be obeyed, and get no CORS header', async () => {
    const post = (origin: string) =>
      fetch(`${server.url}/v1/bundles/${server.bundleId}:promote`, {
        method: 'POST',
        headers: { origin, ...bearer(keys.get('admin')) },
      });
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1', 'file://']) {
      const response = await post(origin);
      expect(response.status, origin).toBe(403);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    }
    expect((await post(server.url)).status).toBe(200);
  });

  it('cannot frame the pages, which load nothing from elsewhere', async () => {
    for (const path of ['/docs', '/', '/nothing']) {
      const { headers } = await get(path);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-frame-options')).toBe('DENY');
    }
  });
});

it('is not open without keys where others can reach it', async () => {
  const open = await runningServer({ openWithoutKeys: false, hosts: ['shop.example'] });
  expect((await fetch(`${open.url}/v1/users`)).status).toBe(401);
  expect((await fetch(`${open.url}/livez`)).status).toBe(200);
  await open.close();
});
