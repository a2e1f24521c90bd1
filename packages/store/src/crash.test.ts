import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleContent } from '../test/bundle-content.ts';
import { openStore } from './store.ts';

let workplace: string;

beforeAll(async () => {
  workplace = await mkdtemp(join(tmpdir(), 'twotower-crash-'));
});
afterAll(() => rm(workplace, { recursive: true }));

/** Starts a process that opens the store, says so, and then runs the code; `by` is a command that starts it. */
function startProcess(folder: string, code: string, by: readonly string[] = []): ChildProcess {
  const script = `
    const { openStore } = await import(${JSON.stringify(new URL('./store.ts', import.meta.url).href)});
    const store = await openStore(${JSON.stringify(folder)});
    const content = { ...${JSON.stringify({ ...bundleContent(), dense: {}, tables: {}, learner: { meta: {}, tensors: {} } })},
      itemVectors: Float32Array.of(1, 0, 0, 1, 0.6, 0.8), saveIndex: async () => {} };
    content.items.popularity = new Float64Array(3);
    content.users.history = { offsets: new Int32Array(3), items: new Int32Array(0), times: new Float64Array(0) };
    console.log('open');
    ${code}`;
  const command = [...by, process.execPath, ...process.execArgv, '--input-type=module', '-e', script];
  return spawn(command[0], command.slice(1), { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function untilPrinted({ stdout }: ChildProcess, word: string): Promise<void> {
  for await (const chunk of stdout?.iterator({ destroyOnReturn: false }) ?? [])
    if (String(chunk).includes(word)) return;
  throw new Error(`the process ended without printing ${word}`);
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

it('opens clean after kill -9 in the middle of a bundle', async () => {
  const folder = join(workplace, 'middle');
  const child = startProcess(
    folder,
    `await store.bundles.write(content);
     await store.runs.start({ kind: 'train', config: {} });
     content.saveIndex = () => new Promise(() => { console.log('writing'); setInterval(() => {}, 1000); });
     await store.bundles.write(content);`,
  );
  await untilPrinted(child, 'writing');

  const during = await openStore(folder);
  // The whole one, the unfinished one and its lock.
  expect(await readdir(join(folder, 'bundles'))).toHaveLength(3);
  expect(await during.bundles.list()).toHaveLength(1);
  expect(await during.runs.list()).toMatchObject([{ status: 'running' }]);
  await kill(child);
  expect(await during.bundles.list()).toHaveLength(1);
  await during.close();

  const after = await openStore(folder);
  const listed = await after.bundles.list();
  expect(await readdir(join(folder, 'bundles'))).toEqual(listed.map(({ id }) => id));
  expect((await (await after.bundles.open(listed[0].id)).items()).ids).toEqual(['1', '2', 'drei']);
  expect(await after.runs.list()).toMatchObject([{ status: 'interrupted' }]);
  await after.close();
}, 180_000);

it('lists only whole bundles after kill -9 at any moment', async () => {
  const folder = join(workplace, 'any');
  for (const wait of [5, 23, 41, 77]) {
    const child = startProcess(folder, 'for (;;) await store.bundles.write(content);');
    await untilPrinted(child, 'open');
    await setTimeout(wait);
    await kill(child);
    const store = await openStore(folder);
    const listed = await store.bundles.list();
    expect(await readdir(join(folder, 'bundles'))).toHaveLength(listed.length);
    for (const { id } of listed) await (await store.bundles.open(id)).verify();
    await store.close();
  }
}, 180_000);

it('has a bundle’s deltas without a gap, and each whole, after kill -9 at any moment', async () => {
  const folder = join(workplace, 'deltas');
  const before = await openStore(folder);
  const { id } = await before.bundles.write(bundleContent());
  await before.close();
  let published = 0;
  for (const wait of [5, 23, 41, 77]) {
    const child = startProcess(
      folder,
      `const rows = { ids: ['a'], width: 2, values: Float32Array.of(1, 2) };
       for (let previous = (await store.deltas.list('${id}')).length; ; previous++) {
         await store.deltas.write({ base: '${id}', previous, from: String(previous), to: String(previous + 1),
           users: rows, items: rows, vectors: rows, prior: rows, removed: { users: [], items: [] } });
         await store.aliases.set('champion', '${id}', previous + 1);
       }`,
    );
    await untilPrinted(child, 'open');
    await setTimeout(wait);
    await kill(child);
    const store = await openStore(folder);
    const listed = await store.deltas.list(id);
    expect(listed.map(({ sequence }) => sequence)).toEqual(listed.map((_, d) => d + 1));
    expect(listed.length).toBeGreaterThanOrEqual(published);
    for (const { sequence } of listed) await (await store.deltas.open(id, sequence)).read();
    if (listed.length > 0) expect(await readdir(join(folder, 'deltas', id))).toHaveLength(listed.length);
    const served = await store.aliases.get('champion');
    expect(served?.deltaSequence ?? 0).toBeLessThanOrEqual(listed.length);
    published = listed.length;
    await store.close();
  }
}, 180_000);

it('has every event that an append was acknowledged for, once, after kill -9 at any moment', async () => {
  const folder = join(workplace, 'events');
  let acknowledged = 0;
  for (const wait of [60, 150, 300]) {
    const child = startProcess(
      folder,
      `for (let n = ${acknowledged}; ; n++) {
         await store.events.append([0, 1, 2].map((e) => ({ id: n + '.' + e, user: 'u', item: n + '.' + e, type: 'click' })));
         console.log('said', n);
       }`,
    );
    await untilPrinted(child, 'open');
    let printed = '';
    child.stdout?.on('data', (chunk) => {
      printed += chunk;
    });
    await setTimeout(wait);
    await kill(child);
    const last = [...printed.matchAll(/said (\d+)\n/g)].at(-1)?.[1];
    if (last !== undefined) acknowledged = Number(last) + 1;
    const store = await openStore(folder);
    const items: string[] = [];
    for await (const batch of store.events.read()) items.push(...batch.items);
    const groups = items.length / 3;
    expect(groups).toBeGreaterThanOrEqual(acknowledged);
    expect(items).toEqual(Array.from({ length: groups }, (_, n) => [0, 1, 2].map((e) => `${n}.${e}`)).flat());
    await store.close();
  }
}, 180_000);

it('lets two processes open and write one database at once', async () => {
  const folder = join(workplace, 'two');
  const code = `for (let i = 0; i < 50; i++) await store.runs.start({ kind: 'train', config: { i } });`;
  const children = [startProcess(folder, code), startProcess(folder, code)];
  const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0]));
  expect(codes).toEqual([0, 0]);
  const store = await openStore(folder);
  expect(await store.runs.list()).toHaveLength(100);
  await store.close();
}, 180_000);

it('leaves the bundle and the run of a writer in another PID namespace of this host as they are', async (context) => {
  const namespace = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc'];
  try {
    execFileSync(namespace[0], [...namespace.slice(1), 'true'], { stdio: 'ignore' });
  } catch {
    context.skip('needs unshare and the right to make a PID namespace');
  }
  const folder = join(workplace, 'namespace');
  const child = startProcess(
    folder,
    `await store.runs.start({ kind: 'train', config: {} });
     content.saveIndex = () => new Promise((resolve) => { console.log('writing'); setTimeout(resolve, 8000); });
     await store.bundles.write(content);
     console.log('written');`,
    namespace,
  );
  await untilPrinted(child, 'writing');
  const during = await openStore(folder);
  expect(during.unfinished).toHaveLength(1);
  expect(await during.runs.list()).toMatchObject([{ status: 'running' }]);
  await untilPrinted(child, 'written');
  const [{ id }] = await during.bundles.list();
  await (await during.bundles.open(id)).verify();
  await during.close();
}, 180_000);
