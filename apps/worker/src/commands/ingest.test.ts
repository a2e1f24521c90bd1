import { appendFileSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@twotower/store';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { quietConsole } from '../../test/quiet-console.ts';
import { ingestCommand } from './ingest.ts';

let folder: string;
const header = 'id,user,item,ts\n';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twotower-ingest-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, rows: string): string {
  writeFileSync(join(folder, name), header + rows);
  return join(folder, name);
}

function config(event: string): string {
  const file = join(folder, 'twotower.config.yaml');
  writeFileSync(
    file,
    `schema: { user: { id: user }, item: { id: item }, event: { time: ts${event} } }\n` +
      'data: { events: log.csv, rejects: { atMost: 0.9 } }\n',
  );
  return file;
}

const withIds = () => config(', id: id');
const withoutIds = () => config('');

async function ingest(file: string, from?: string): Promise<{ counts: unknown; said: string }> {
  const output = quietConsole();
  await ingestCommand({ config: file, ...(from && { from }) }, output);
  const { accepted, duplicate, rejected } = output.documents[0] as Record<string, number>;
  return { counts: { accepted, duplicate, rejected }, said: output.said.join('\n') };
}

async function logged(): Promise<string[]> {
  const store = await openStore(join(folder, '.twotower'));
  const found: string[] = [];
  for await (const { users, items } of store.events.read()) {
    users.forEach((user, i) => {
      found.push(user + items[i]);
    });
  }
  await store.close();
  return found;
}

it('takes a file in once, whether its rows have ids or not, and counts what it rejects', async () => {
  for (const file of [withIds(), withoutIds()]) {
    rmSync(join(folder, '.twotower'), { recursive: true, force: true });
    write('log.csv', 'e1,ann,1,1700000000\ne2,,1,1700000000\ne3,bob,2,1700000001\n');
    expect((await ingest(file)).counts).toEqual({ accepted: 2, duplicate: 0, rejected: 1 });
    expect((await ingest(file)).counts).toEqual({ accepted: 0, duplicate: 2, rejected: 1 });
    expect(await logged()).toEqual(['ann1', 'bob2']);
  }
});

it('takes equal rows of one file as several events, and a copy of the file as none', async () => {
  const log = write('log.csv', ',ann,1,1700000000\n,ann,1,1700000000\n');
  const file = withoutIds();
  expect((await ingest(file)).counts).toMatchObject({ accepted: 2 });
  copyFileSync(log, join(folder, 'copy.csv'));
  expect((await ingest(file, join(folder, 'copy.csv'))).counts).toMatchObject({ accepted: 0, duplicate: 2 });
});

it('takes of a file that has grown what is new, however often it grows', async () => {
  const log = write('log.csv', ',ann,1,1700000000\n');
  const file = withoutIds();
  await ingest(file);
  for (const n of [2, 3, 4]) {
    appendFileSync(log, `,ann,${n},170000000${n}\n`);
    expect((await ingest(file)).counts).toEqual({ accepted: 1, duplicate: n - 1, rejected: 0 });
  }
  expect(await logged()).toEqual(['ann1', 'ann2', 'ann3', 'ann4']);
});

it('takes a row anew that was cut off when its file was read before', async () => {
  const log = write('log.csv', 'e1,ann,1,1700000000\ne2,ann,2,170000000');
  const file = withIds();
  await ingest(file);
  appendFileSync(log, '5\ne3,ann,3,1700000006\n');
  // The cut row had its id already: it is known, and its time stays as it was read.
  expect((await ingest(file)).counts).toEqual({ accepted: 1, duplicate: 2, rejected: 0 });
});

it('takes the same ids out of another file as duplicates', async () => {
  write('log.csv', 'e1,ann,1,1700000000\ne2,bob,1,1700000000\n');
  const file = withIds();
  await ingest(file);
  const other = write('other.csv', 'e2,bob,1,1700000000\ne3,cay,1,1700000000\n');
  expect((await ingest(file, other)).counts).toEqual({ accepted: 1, duplicate: 1, rejected: 0 });
});

it('goes on where it was cut off, without a double', async () => {
  const rows = Array.from({ length: 5000 }, (_, n) => `,ann,${n},1700000000\n`);
  const log = write('log.csv', rows.join(''));
  const store = await openStore(join(folder, '.twotower'));
  const { ingestFile } = await import('../ingest/ingest-file.ts');
  const { loadConfig, openEventFiles } = await import('@twotower/data');
  const loaded = await loadConfig(withoutIds());
  const opened = await openEventFiles(loaded.config, folder, folder);
  let appends = 0;
  const dying = {
    ...store.events,
    append: (events: Parameters<typeof store.events.append>[0]) =>
      appends++ === 1 ? Promise.reject(new Error('killed')) : store.events.append(events),
  };
  const counts = { accepted: 0, duplicate: 0, unfit: 0, notNewer: 0 };
  const ingesting = ingestFile(opened.files[0], {
    log: dying,
    counts,
    trainedUpTo: Number.NEGATIVE_INFINITY,
    onRows: () => {},
    onUnfit: () => {},
  });
  await expect(ingesting).rejects.toThrow('killed');
  opened.end();
  await store.close();
  expect(counts.accepted).toBe(2000);
  appendFileSync(log, ',bob,new,1700000000\n');
  expect((await ingest(withoutIds())).counts).toEqual({ accepted: 3001, duplicate: 2000, rejected: 0 });
  expect(new Set(await logged()).size).toBe(5001);
});

it('rejects what no event log can hold, and says where the first of it stands', async () => {
  writeFileSync(
    join(folder, 'log.jsonl'),
    '{"user":"a\\u0000","item":"1","ts":1700000000}\n{"user":"b","item":"1","ts":1700000000}\n',
  );
  const { counts, said } = await ingest(withoutIds(), join(folder, 'log.jsonl'));
  expect(counts).toEqual({ accepted: 1, duplicate: 0, rejected: 1 });
  expect(said).toMatch(/log\.jsonl row 1: user holds a NUL/);
});

it('says what it has taken all the same where more is rejected than the config allows', async () => {
  const file = withIds();
  write('log.csv', `e0,bob,1,1700000000\n${'e1,,1,1700000000\n'.repeat(19)}`);
  await expect(ingest(file)).rejects.toThrow('the log has taken the other 1 rows');
});

it('rejects a time that no date can hold', async () => {
  const file = withIds();
  const rows = Array.from({ length: 20 }, (_, n) => `e${n},ann,${n},${1_700_000_000 + n}\n`);
  write('log.csv', `${rows.join('')}late,bob,1,99999999999999999\n`);
  expect((await ingest(file)).counts).toEqual({ accepted: 20, duplicate: 0, rejected: 1 });
});
