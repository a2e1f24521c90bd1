import { afterEach, expect, it } from 'vitest';
import { type RunningServer, runningServer } from '../../test/running-server.ts';
import { KeyRing } from './key-ring.ts';
import { Sessions } from './sessions.ts';

let server: RunningServer;
afterEach(() => server.close());

async function signedIn(scope: 'read' | 'admin') {
  server = await runningServer();
  const { key, secret } = await server.store.keys.create({ scopes: [scope] });
  await server.ring.refresh();
  const response = await fetch(`${server.url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify({ key: secret }),
  });
  const header = response.headers.get('set-cookie') ?? '';
  return { key, secret, response, header, cookie: header.split(';')[0] };
}

const ask = (path: string, init: RequestInit = {}) => fetch(`${server.url}${path}`, init);

it('begin by a key, over REST and tRPC, and end; the cookie is out of reach of scripts and other sites', async () => {
  const { key, secret, response, header, cookie } = await signedIn('read');
  expect(await response.json()).toEqual({ keyId: key.id, scopes: ['read'], signedIn: true });
  expect(header).toMatch(/; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/);
  expect(header).not.toContain(secret);
  const asked = await ask('/v1/session', { headers: { cookie: `a=b; ${cookie}` } });
  expect(await asked.json()).toEqual({ keyId: key.id, scopes: ['read'], signedIn: true });
  expect((await ask('/v1/users', { headers: { cookie } })).status).toBe(200);
  const trpc = await ask('/trpc/signIn', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-proto': 'https' },
    body: JSON.stringify({ key: secret }),
  });
  expect(trpc.headers.get('set-cookie')).toMatch(/; Secure$/);
  const out = await ask('/v1/session', { method: 'DELETE', headers: { cookie, origin: server.url } });
  expect(out.headers.get('set-cookie')).toMatch(/^twotower_session=; .*Max-Age=0$/);
  expect((await ask('/v1/users', { headers: { cookie } })).status).toBe(401);
});

it('do only what the key is for, and end with it', async () => {
  const { key, cookie } = await signedIn('read');
  const promote = await ask(`/v1/bundles/${server.bundleId}:promote`, {
    method: 'POST',
    headers: { cookie, origin: server.url, 'content-type': 'application/json' },
    body: '{}',
  });
  expect(promote.status).toBe(403);
  // Where there is no key at all everybody may do everything.
  await server.store.keys.create({ scopes: ['admin'] });
  await server.store.keys.revoke(key.id);
  await server.ring.refresh();
  expect((await ask('/v1/users', { headers: { cookie } })).status).toBe(401);
});

it('change nothing unless a page of this very server asks', async () => {
  const { cookie } = await signedIn('admin');
  const promote = (headers: Record<string, string>) =>
    ask(`/v1/bundles/${server.bundleId}:promote`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', ...headers },
      body: '{}',
    });
  for (const origin of [undefined, 'https://elsewhere.example', 'null']) {
    expect((await promote(origin === undefined ? {} : { origin })).status).toBe(403);
  }
  expect((await promote({ origin: server.url })).status).toBe(200);
});

it('are refused for an unknown key, last so long, and are so many', async () => {
  server = await runningServer();
  const { key } = await server.store.keys.create({ scopes: ['read'] });
  const wrong = await ask('/v1/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key: 'guess' }),
  });
  expect([wrong.status, wrong.headers.get('set-cookie')]).toEqual([401, null]);
  let now = 0;
  const sessions = new Sessions(await KeyRing.open(server.store.keys), () => now, { lasts: 10, most: 2 });
  const [first, second, third] = [sessions.begin(key), sessions.begin(key), sessions.begin(key)];
  expect(sessions.find(first.secret)).toBeUndefined();
  expect(sessions.find(second.secret)?.id).toBe(key.id);
  now = 10;
  expect(sessions.find(third.secret)).toBeUndefined();
});
