import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FolderStore, openStore } from '@twotower/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTwotower, twotower } from './command.ts';

let folder: string;
let store: FolderStore;
/** Rows of the simulated log that are not trained, by the thousand. */
let later: string[][];
let header: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twotower-daemon-'));
  const sizes = ['--users', '150', '--items', '200', '--events', '24000', '--seed', '5'];
  expect((await twotower(['simulate', '--out', 'log', ...sizes], folder)).code).toBe(0);
  const file = join(folder, 'log', 'events.csv');
  const rows = (await readFile(file, 'utf8')).trimEnd().split('\n');
  header = rows[0];
  await writeFile(file, `${rows.slice(0, 20_001).join('\n')}\n`);
  later = [1, 2, 3, 4].map((n) => rows.slice(19_001 + 1000 * n, 20_001 + 1000 * n));
  await appendFile(
    join(folder, 'log', 'twotower.config.yaml'),
    'training: { epochs: 2 }\nupdate: { every: 1s }\n',
  );
  const trained = await twotower(['train', '--promote', ...place()], folder);
  expect(trained.code, trained.stderr).toBe(0);
  store = await openStore(join(folder, 'store'));
}, 400_000);
afterAll(async () => {
  await store?.close();
  await rm(folder, { recursive: true, force: true });
});

const place = () => ['--config', join('log', 'twotower.config.yaml'), '--store', 'store'];

async function ingest(part: number): Promise<void> {
  await writeFile(join(folder, 'new.csv'), `${[header, ...later[part]].join('\n')}\n`);
  const ingested = await twotower(['ingest', '--from', 'new.csv', ...place()], folder);
  expect(ingested.code, ingested.stderr).toBe(0);
}

/** Up to where the champion has learnt, whose deltas follow each other without a gap. */
async function learnt(): Promise<string | undefined> {
  const champion = await store.aliases.get('champion');
  if (champion === undefined) throw new Error('no champion');
  const { manifest } = await store.bundles.open(champion.bundleId);
  let end = manifest.cutOff?.position;
  for (const delta of (await store.deltas.list(champion.bundleId)).slice(0, champion.deltaSequence)) {
    expect(delta.manifest?.from).toBe(end);
    end = delta.manifest?.to;
  }
  return end;
}

async function untilAllIsLearnt(): Promise<void> {
  const { end } = await store.events.extent();
  for (const since = Date.now(); (await learnt()) !== end; ) {
    if (Date.now() - since > 240_000) throw new Error(`learnt up to ${await learnt()} of ${end}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

it('takes over from a daemon that was killed at work, loses and doubles nothing, and ends when told to', async () => {
  await ingest(0);
  const first = startTwotower(['daemon', ...place()], folder);
  await first.sees(/leading: jobs/);
  const second = startTwotower(['daemon', '--metrics', '0', ...place()], folder);
  await second.sees(/another daemon works/);
  await first.sees(/update begins/);
  first.child.kill('SIGKILL');
  expect((await first.finished).signal).toBe('SIGKILL');
  await second.sees(/leading: jobs/);
  await ingest(1);
  await untilAllIsLearnt();

  const job = await store.jobs.ask({ kind: 'prune', askedBy: 'command' });
  await second.sees(/bundles and \d+ events removed/);
  expect((await store.jobs.get(job.id))?.result).toMatchObject({ kind: 'pruned', bundles: [] });
  second.child.kill('SIGTERM');
  const ended = await second.finished;
  expect(ended.code, ended.stderr).toBe(0);
  expect(ended.stdout).toContain('stopped');

  // While none runs more comes in; the next one does what is due, and no more.
  await ingest(2);
  const once = await twotower(['daemon', '--once', '--json', ...place()], folder);
  expect(once.code, once.stderr).toBe(0);
  expect(JSON.parse(once.stdout)).toEqual({ stopped: true });
  expect(await learnt()).toBe((await store.events.extent()).end);

  const jobs = await store.jobs.list({ limit: 100 });
  expect(jobs.filter(({ state }) => state !== 'done')).toEqual([]);
  const deltas = jobs.flatMap(({ result }) => (result?.kind === 'delta' ? result.deltaSequence : []));
  expect(new Set(deltas).size).toBe(deltas.length);
}, 900_000);
