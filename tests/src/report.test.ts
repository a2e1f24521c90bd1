import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { twotower } from './command.ts';

let folder: string;

const CONFIG = {
  schema: { user: { id: 'user' }, item: { id: 'item', attributes: ['title'] } },
  data: { events: 'log.csv', items: 'items.csv' },
  split: { kind: 'random', validation: 0.1, test: 0.2, seed: 1 },
  // One worker: two runs give the same figures.
  training: { epochs: 2, workers: 1 },
  evaluation: { k: [5], baselines: ['popularity'] },
};

/** 40 users of two tastes over 20 items whose titles would like to be elements. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twotower-report-'));
  const events = Array.from({ length: 40 }, (_, u) =>
    Array.from({ length: 6 }, (_, n) => `u${u},i${(u % 2) + 2 * ((u + 3 * n) % 10)}`),
  ).flat();
  const items = Array.from({ length: 20 }, (_, i) => `i${i},<img src=x onerror=alert(${i})>`);
  await writeFile(join(folder, 'log.csv'), ['user,item', ...events, ''].join('\n'));
  await writeFile(join(folder, 'items.csv'), ['item,title', ...items, ''].join('\n'));
  await writeFile(join(folder, 'c.json'), JSON.stringify(CONFIG));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const experiment = (...flags: string[]) =>
  twotower(['experiment', '--config', 'c.json', '--json', ...flags], folder);

it('writes a page of the experiment and prints the same document as without', async () => {
  const plain = await experiment();
  const withPage = await experiment('--report', 'page.html');
  expect(withPage.code, withPage.stderr).toBe(0);
  const { timing: _, curve: __, ...document } = JSON.parse(withPage.stdout);
  expect(JSON.parse(plain.stdout)).toMatchObject(document);
  const page = await readFile(join(folder, 'page.html'), 'utf8');
  expect(page).toContain('the only baseline');
  expect(page).toMatch(/&lt;img src=x onerror=alert\(\d+\)&gt;/);
  expect(page).not.toContain('<img');
  expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
}, 60_000);

it('refuses a folder that does not exist before anything is read', async () => {
  const { code, stdout, stderr } = await experiment('--report', 'no/page.html');
  expect([code, JSON.parse(stdout).error.code]).toEqual([2, 'CONFIG']);
  expect(stderr).toMatch(/^error: --report no\/page\.html: there is no folder .*no; make it/);
}, 60_000);
