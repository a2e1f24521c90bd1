import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { endsLineAt, fileSums } from '../file-sums.ts';
import { readDataset } from '../read-dataset.ts';
import { configOf, eventsOf, folderWith } from '../test-data.ts';
import { openEventFiles } from './event-files.ts';
import type { LoggedBatch } from './event-log-table.ts';

const rated = configOf(
  { events: 'log.csv', rejects: { atMost: 0.5 } },
  {
    event: { id: 'id', time: 'ts', weight: 'stars', request: 'asked' },
    positive: { column: 'stars', atLeast: 4 },
    context: { device: { kind: 'categorical' } },
    item: { id: 'item', features: { genre: { kind: 'categorical' } } },
  },
);
const log =
  'id,user,item,ts,stars,asked,device,genre\n' +
  'e1,ann,1,1700000000,5,r1,tv,War\n' +
  'e2,,1,1700000000,5,r1,tv,War\n' +
  'e3,bob,2,1700000060,2,,,Drama\n' +
  ',ann,2,1700000120,4,,phone,\n';

async function eventsIn(folder: string) {
  const files = await openEventFiles(rated, folder, folder);
  const found = [];
  try {
    for (const file of files.files) {
      for await (const { rows, events } of file.read()) found.push({ rows, events });
    }
    return { found, report: files.finish(), rejected: files.rejected() };
  } finally {
    files.end();
  }
}

it('gives the events of a file with their rows, checked as a dataset is', async () => {
  const { found, rejected, report } = await eventsIn(folderWith({ 'log.csv': log }));
  expect(rejected).toBe(1);
  expect(report).toMatch(/rejects\.csv$/);
  expect(found.at(-1)?.rows).toBe(4);
  expect(found[0].events).toEqual([
    {
      row: 1,
      event: {
        id: 'e1',
        user: 'ann',
        item: '1',
        type: 'event',
        time: 1_700_000_000_000,
        weight: 5,
        request: 'r1',
        context: { device: 'tv', genre: 'War', stars: '5' },
      },
    },
    {
      row: 3,
      event: {
        id: 'e3',
        user: 'bob',
        item: '2',
        type: 'event',
        time: 1_700_000_060_000,
        weight: 2,
        context: { genre: 'Drama', stars: '2' },
      },
    },
    {
      row: 4,
      event: {
        user: 'ann',
        item: '2',
        type: 'event',
        time: 1_700_000_120_000,
        weight: 4,
        context: { device: 'phone', stars: '4' },
      },
    },
  ]);
});

it('reads from an event log the dataset that its file gives', async () => {
  const folder = folderWith({ 'log.csv': log });
  const events = (await eventsIn(folder)).found.flatMap(({ events }) => events.map(({ event }) => event));
  const batch: LoggedBatch = {
    length: events.length,
    offsets: events.map((_, n) => 100 + 3 * n),
    users: events.map(({ user }) => user),
    items: events.map(({ item }) => item),
    types: events.map(({ type }) => type),
    times: events.map(({ time }) => time ?? Number.NaN),
    weights: events.map(({ weight }) => weight),
    requests: events.map(({ request }) => request),
    contexts: events.map(({ context }) => context),
  };
  const read = async function* () {
    yield batch;
  };
  const ofFile = await readDataset(rated, folder);
  const ofLog = await readDataset(rated, folder, { log: { name: 'the event log', read } });
  const { offset: placesInLog, ...logged } = eventsOf(ofLog.dataset);
  const { offset: placesInFile, ...filed } = eventsOf(ofFile.dataset);
  expect(logged).toEqual(filed);
  expect([...placesInLog]).toEqual(Array.from(placesInFile, (row) => 100 + 3 * row));
  expect(ofLog.dataset.items).toEqual(ofFile.dataset.items);
  expect(ofLog.dataset.dictionaries).toEqual(ofFile.dataset.dictionaries);
  expect(ofLog.summary).toMatchObject({ files: ['the event log'], accepted: 3, rejected: 0 });
});

it('refuses rows that nothing would tell again', async () => {
  const config = configOf({ events: () => [{ user: 'a', item: 'b' }] });
  await expect(openEventFiles(config, '.', '.')).rejects.toThrow(/schema\.event\.id/);
});

it('ends where too many rows are rejected', async () => {
  const bad = Array.from({ length: 30_000 }, (_, n) => `e${n},,1,1700000000,5,,,\n`).join('');
  const folder = folderWith({ 'log.csv': log + bad });
  await expect(eventsIn(folder)).rejects.toThrow(/data\.rejects\.atMost/);
});

it('knows the beginnings of a file that has grown', async () => {
  const folder = folderWith({});
  const file = join(folder, 'a.csv');
  writeFileSync(file, 'a\nb\n');
  const before = await fileSums(file);
  appendFileSync(file, 'c');
  const after = await fileSums(file, [2, 4, 100]);
  expect([before.bytes, after.bytes]).toEqual([4, 5]);
  expect(after.beginnings.get(4)).toBe(before.sha256);
  expect([...after.beginnings.keys()]).toEqual([2, 4]);
  expect([1, 2, 3, 4, 5].map((length) => endsLineAt(file, length))).toEqual([true, true, true, true, true]);
  writeFileSync(file, 'ab\n');
  expect([1, 2, 3].map((length) => endsLineAt(file, length))).toEqual([false, true, true]);
});
