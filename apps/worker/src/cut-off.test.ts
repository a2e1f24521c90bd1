import { appendFileSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig, type ReadSummary, readDataset } from '@twotower/data';
import { type FolderStore, openStore } from '@twotower/store';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { quietConsole } from '../test/quiet-console.ts';
import { ingestCommand } from './commands/ingest.ts';
import { cutOffOf, registerTrained } from './cut-off.ts';

let folder: string;
let store: FolderStore;
let config: string;
let log: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'twotower-cut-off-'));
  store = await openStore(join(folder, '.twotower'));
  config = join(folder, 'twotower.config.yaml');
  writeFileSync(
    config,
    'schema: { user: { id: user }, item: { id: item }, event: { time: ts } }\ndata: { events: log.csv }\n',
  );
  log = join(folder, 'log.csv');
  writeFileSync(log, 'user,item,ts\nann,1,1700000000\nbob,2,1700000009\nann,2,1700000005\n');
  // Written a while before it is read.
  utimesSync(log, 1_700_000_010, 1_700_000_010);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

async function summaryOf(): Promise<ReadSummary> {
  const loaded = await loadConfig(config);
  return (await readDataset(loaded.config, folder)).summary;
}

async function train(): Promise<void> {
  const cutOff = await cutOffOf(store.events, await summaryOf(), Date.now(), quietConsole());
  await registerTrained(store.events, { cutOff });
}

async function ingest() {
  const output = quietConsole();
  await ingestCommand({ config }, output);
  return output;
}

it('says up to when a file was trained, with its sum and rows', async () => {
  const cutOff = await cutOffOf(store.events, await summaryOf(), Date.now(), quietConsole());
  expect(cutOff).toMatchObject({
    position: (await store.events.extent()).end,
    newestTime: 1_700_000_009_000,
    files: [{ file: log, bytes: 64, rows: 3, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
  });
});

it('makes the rows of a trained file duplicates, and what was added to it since new', async () => {
  await train();
  expect((await ingest()).documents).toEqual([{ accepted: 0, duplicate: 3, rejected: 0, notNewer: 0 }]);
  appendFileSync(log, 'cay,1,1700000020\n');
  expect((await ingest()).documents).toEqual([{ accepted: 1, duplicate: 3, rejected: 0, notNewer: 0 }]);
  expect((await ingest()).documents).toEqual([{ accepted: 0, duplicate: 4, rejected: 0, notNewer: 0 }]);
});

it('warns of rows of another file that are not newer than what was trained', async () => {
  await train();
  writeFileSync(log, 'user,item,ts\nbob,2,1700000009\ndan,2,1700000012\n');
  const { documents, said } = await ingest();
  expect(documents).toEqual([{ accepted: 2, duplicate: 0, rejected: 0, notNewer: 1 }]);
  expect(said.join('\n')).toMatch(/warning: 1 events are not newer than .*2023-11-14T22:13:29/);
});

it('cuts the log before the first event that is newer than the files', async () => {
  const event = { user: 'eve', item: '1', type: 'event' };
  const { end } = await store.events.append([{ ...event, time: 1_700_000_009_000 }]);
  await store.events.append([{ ...event, time: 1_700_000_009_001 }]);
  const cutOff = await cutOffOf(store.events, await summaryOf(), Date.now(), quietConsole());
  expect(cutOff.position).toBe(end);
});

it('does not vouch for a file that was changed while it was read', async () => {
  const output = quietConsole();
  const cutOff = await cutOffOf(store.events, await summaryOf(), 1_700_000_010_000, output);
  expect(cutOff.files).toEqual([]);
  expect(output.said.join()).toMatch(/log\.csv was changed while it was read/);
});
