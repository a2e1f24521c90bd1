import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Recommend,
  recommendInProcess,
  recommendOverHttp,
} from '@twotower/example-fastify-shop/recommend';
import { createShop } from '@twotower/example-fastify-shop/shop';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startRecall, twotower } from './command.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twotower-shop-'));
  const sizes = ['--users', '60', '--items', '80', '--events', '4000', '--days', '7', '--seed', '2'];
  const simulated = await twotower(['simulate', '--out', 'log', ...sizes], folder);
  expect(simulated.code, simulated.stderr).toBe(0);
  const config = ['--config', 'log/twotower.config.yaml', '--store', 'store'];
  const trained = await twotower(['train', '--promote', ...config], folder);
  expect(trained.code, trained.stderr).toBe(0);
}, 240_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the shop shows somebody, before and after they have clicked on the first thing. */
async function shown(recommend: Recommend, userId: string): Promise<{ before: string[]; after: string[] }> {
  const app = createShop(recommend);
  const home = async (): Promise<string[]> => (await app.inject(`/home/${userId}`)).json().recommended;
  const before = await home();
  const clicked = await app.inject({ method: 'POST', url: `/click/${userId}/${before[0]}` });
  expect(clicked.statusCode).toBe(204);
  const after = await home();
  await app.close();
  return { before, after };
}

it('a Fastify app recommends in its own process and through a server alike, and never what was just clicked on', async () => {
  const store = join(folder, 'store');
  const here = await shown(await recommendInProcess(store), 'u1');
  expect(here.before).toHaveLength(5);
  expect(here.after).not.toContain(here.before[0]);

  const server = startRecall(store, 0);
  const [url] = await server.sees(/http:\/\/127\.0\.0\.1:\d+/);
  const asked = await shown(recommendOverHttp(url), 'u1');
  server.child.kill('SIGTERM');
  expect((await server.finished).code).toBe(0);
  // What was clicked on in the process is in the store's log, so the server knows of it.
  expect(asked.before).toHaveLength(5);
  expect(asked.before).not.toContain(here.before[0]);
  expect(asked.after).not.toContain(asked.before[0]);
}, 120_000);
