import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@twotower/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { quietConsole } from '../../test/quiet-console.ts';
import { ingestCommand } from './ingest.ts';
import { rollbackCommand } from './rollback.ts';
import { trainCommand } from './train.ts';
import { updateCommand } from './update.ts';

let folder: string;
const settings = (more = '') => `
choose: defaults
schema:
  user: { id: user, features: { recent: { kind: history, length: 5, of: earlier } } }
  item: { id: item, features: { genre: { kind: categorical } } }
  event: { id: id, time: ts, type: type }
  context: { page: { kind: categorical } }
data: { events: log.csv, items: items.csv, repeats: keep }
split: { kind: temporal, validation: 0.1, test: 0.1 }
model: { dim: 8${more} }
training: { epochs: 2, workers: 1, batchSize: 64 }
index: { kind: exact }
evaluation: { baselines: [], seen: keep }
`;
const config = () => join(folder, 'twotower.config.yaml');

/** Events of 30 users on 16 items, from a second on. */
function events(count: number, from: number): string {
  const rows = Array.from({ length: count }, (_, n) => {
    const user = (7 * n) % 30;
    return `e${from + n},u${user},i${(user % 2) + 2 * ((3 * n) % 8)},${1_700_000_000 + from + n},click,${n % 2 ? 'home' : 'search'}`;
  });
  return `id,user,item,ts,type,page\n${rows.join('\n')}\n`;
}

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

async function run<Flags>(
  command: (flags: Flags, output: ReturnType<typeof quietConsole>) => Promise<void>,
  flags: Omit<Flags, 'config'>,
) {
  const output = quietConsole();
  await command({ ...flags, config: config() } as Flags, output);
  return { result: output.documents[0] as Record<string, unknown>, said: output.said.join('\n') };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'twotower-updating-'));
  write('twotower.config.yaml', settings());
  write('log.csv', events(400, 0));
  write('items.csv', `item,genre\n${Array.from({ length: 18 }, (_, i) => `i${i},g${i % 2}`).join('\n')}\n`);
  await run(trainCommand, { promote: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

it('learns what was ingested, publishes it as a delta, then as a bundle, and goes back', async () => {
  expect((await run(ingestCommand, {})).result).toMatchObject({ accepted: 0, duplicate: 400 });
  const nothing = await run(updateCommand, {});
  expect(nothing.result).toMatchObject({ deltaSequence: 0, rows: 0 });

  await run(ingestCommand, { from: write('second.csv', events(120, 400)) });
  const { result: first } = await run(updateCommand, { foretell: true });
  expect(first.foretold).toMatchObject({ positives: 120, newUsers: 0, newItems: 0 });
  expect(first).toMatchObject({ deltaSequence: 1, from: '0', to: '120', positives: 120 });
  expect(first.rows).toBeGreaterThan(30);
  expect((await run(updateCommand, {})).result).toMatchObject({ deltaSequence: 1, rows: 0 });

  await run(ingestCommand, { from: write('third.csv', events(120, 520)) });
  await run(updateCommand, {});
  const { result: full } = await run(updateCommand, { full: true });
  expect(full).toMatchObject({ accepted: true, deltaSequence: 1, gate: { trained: 120, heldOut: 120 } });
  expect(full.bundleId).not.toBe(first.bundleId);

  await run(ingestCommand, { from: write('fourth.csv', events(30, 640)) });
  await run(updateCommand, {});
  const { result: back } = await run(rollbackCommand, { alias: 'champion' });
  // It has learnt what came while the other bundle was served.
  expect(back).toEqual({ alias: 'champion', bundleId: first.bundleId, deltaSequence: 3 });
  const store = await openStore(join(folder, '.twotower'));
  const [run0] = (await store.runs.list()).filter(({ kind }) => kind === 'full');
  expect(run0.report?.gate).toEqual(full.gate);
  await store.close();
});

it('refuses a second update beside it, and a config of another model', async () => {
  const store = await openStore(join(folder, '.twotower'));
  const lease = await store.leases.take('update');
  await expect(run(updateCommand, {})).rejects.toThrow(/another update of the store .* is running/);
  await expect(run(rollbackCommand, { alias: 'champion' })).rejects.toThrow(/another update/);
  lease?.release();
  await store.close();
  write('twotower.config.yaml', settings(', temperature: 0.5'));
  await expect(run(updateCommand, {})).rejects.toThrow(/model.temperature is 0.5 and was/);
  write('twotower.config.yaml', settings());
});

it('passes over events that the config cannot use', async () => {
  const store = await openStore(join(folder, '.twotower'));
  const time = 1_700_001_000_000;
  await store.events.append([
    { user: 'u1', item: 'i1', type: 'click' },
    { user: 'u2', item: 'i2', type: 'click', time },
    { user: 'somebody', item: 'i2', type: 'seen', time },
  ]);
  await store.close();
  const { result } = await run(updateCommand, {});
  expect(result).toMatchObject({ positives: 1 });
});
