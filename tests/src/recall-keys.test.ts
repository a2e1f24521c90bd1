import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startRecall, twotower } from './command.ts';
import { freePort } from './free-port.ts';

let store: string;

beforeEach(async () => {
  store = await mkdtemp(join(tmpdir(), 'twotower-keys-'));
});
afterEach(() => rm(store, { recursive: true, force: true }));

const firstKey = 'first-key-of-this-store';
const everywhere = { TWOTOWER_HOST: '0.0.0.0' };

it('a server that others can reach starts with a key only', async () => {
  const refused = await startRecall(store, await freePort(), everywhere).finished;
  expect(refused.code).toBe(2);
  expect(refused.stderr).toMatch(/^TWOTOWER_HOST=0\.0\.0\.0: there are no API keys.*TWOTOWER_FIRST_KEY\n$/);

  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = startRecall(store, port, { ...everywhere, TWOTOWER_FIRST_KEY: firstKey });
  await server.sees(new RegExp(`:${port}`));
  const statusOf = async (key?: string): Promise<number> => {
    const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };
    return (await fetch(`${url}/v1/bundles`, { headers })).status;
  };
  expect(await statusOf()).toBe(401);
  expect(await statusOf(firstKey)).toBe(200);

  // Keys of the command line are known to a server that runs, and revoked ones too.
  const at = ['--store', store, '--json'];
  const made = JSON.parse((await twotower(['keys', 'create', '--scope', 'read', ...at], store)).stdout);
  await sleep(1_500);
  expect(await statusOf(made.key)).toBe(200);
  const listed = JSON.parse((await twotower(['keys', 'list', ...at], store)).stdout);
  expect(listed.map(({ scopes }: { scopes: string[] }) => scopes)).toEqual([['admin'], ['read']]);
  expect((await twotower(['keys', 'revoke', made.id, ...at], store)).code).toBe(0);
  await sleep(1_500);
  expect(await statusOf(made.key)).toBe(401);

  server.child.kill('SIGTERM');
  const { code, stdout, stderr } = await server.finished;
  expect(code, stderr).toBe(0);
  expect(stdout).toContain('"msg":"stopped"');
  expect(stdout + stderr).not.toContain(firstKey);
  expect(stdout + stderr).not.toContain(made.key);
});
