import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ConfigInput } from '@twotower/schema';
import { expect, it } from 'vitest';
import { DataError } from '../error.ts';
import { type ReadOptions, readDataset } from '../read-dataset.ts';
import { configOf, eventsOf, folderWith } from '../test-data.ts';

const rows = 9000;
/** Each thread that a test starts has all its sources to translate first. */
const patience = 180_000;

/** A number for each row that looks like chance and is not. */
function pick(row: number, most: number): number {
  return (Math.imul(row + 1, 0x9e3779b1) >>> 8) % most;
}

/** A log of some megabytes, with all that makes reading in parts hard. */
function hardLog(row: (i: number, usual: string) => string = (_, usual) => usual): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const user = i % 900 === 7 ? 'Zoë' : `user-${pick(i, 3000)}`;
    const item = i % 700 === 3 ? '' : i % 50 === 1 ? `${pick(i, 90)}.0` : pick(i, 400);
    const note =
      i % 40 === 5 ? `"a note,\nof two lines, ${i}\n"` : i % 60 === 9 ? '"said ""no"""' : 'x'.repeat(i % 900);
    const time = i % 500 === 4 ? 'soon' : 1_760_000_000 + i * 30;
    const place = i % 9 === 0 ? 'NA' : `place ${pick(i, 40)}`;
    return row(i, [user, item, time, i % 3 ? 'click' : 'view', note, place, `e${pick(i, 8000)}`].join(','));
  });
  return `user,item,ts,type,note,place,id\n${lines.join('\n')}`;
}

const items = `item,title\n${Array.from({ length: 400 }, (_, i) => `${i},film ${i}`).join('\n')}\n`;

const schema: Partial<ConfigInput['schema']> = {
  user: { id: 'user', features: { place: { kind: 'categorical' } } },
  item: { id: 'item', attributes: ['title'] },
  event: { time: 'ts', type: 'type', id: 'id' },
  context: { place: { kind: 'categorical' }, hour: { kind: 'time', column: 'ts' } },
  positive: ['click'],
};

async function readBy(
  threads: number,
  folder: string,
  options: ReadOptions = {},
  data: Partial<ConfigInput['data']> = {},
) {
  const config = configOf({ events: 'log', items: 'items.csv', rejects: { atMost: 1 }, ...data }, schema);
  const scratch = join(folder, `store-${threads}-${randomUUID()}`);
  const all = { now: Date.UTC(2026, 0), threadsFrom: 0, scratch, ...options, threads };
  const { dataset, summary } = await readDataset(config, folder, all);
  const report = readdirSync(scratch).find((name) => name.endsWith('rejects.csv')) ?? '';
  const { users, items: known, types, dictionaries, timeForms } = dataset;
  const plain = (text: string) => text.replaceAll(scratch, '').replaceAll(folder, '');
  return {
    events: eventsOf(dataset),
    catalogues: { users, items: known, types, dictionaries, timeForms },
    summary: JSON.parse(plain(JSON.stringify(summary))),
    report: report && plain(readFileSync(join(scratch, report), 'utf8')),
  };
}

const inFolder = (files: Record<string, string | Uint8Array>) => folderWith({ ...files, 'items.csv': items });

it(
  'three threads read what one reads: events, ids in their order, rejects with their lines',
  async () => {
    const folder = inFolder({
      'log/a.csv': hardLog(),
      'log/b.csv': 'user,item,ts,type,note,place,id\nu,400,1760000000,click,,,\n',
    });
    const one = await readBy(1, folder);
    expect(await readBy(3, folder)).toEqual(one);
    expect(one.summary).toMatchObject({ rows: rows + 1, files: ['/log/a.csv', '/log/b.csv'] });
    expect(one.summary.rejectReasons).toEqual({ 'ts: not a time': rows / 500, 'item: no item': 13 });
    expect(one.summary.sides.items.joined.first).toMatch(/^\d+\.0$/);
    expect(one.catalogues.users.ids).toContain('Zoë');
    const broken = hardLog()
      .split('\n')
      .findIndex((line) => line.includes(',soon,'));
    expect(one.report).toContain(`/log/a.csv,${broken + 1},`);
  },
  patience,
);

it(
  'the same of a log that is compressed, or written to shards',
  async () => {
    const folder = inFolder({ 'log/a.csv.gz': gzipSync(hardLog()) });
    const one = await readBy(1, folder);
    expect((await readBy(2, folder, { memoryRows: 2000 })).events).toEqual(one.events);
  },
  patience,
);

it(
  'the same of a log in another encoding',
  async () => {
    const folder = inFolder({ 'log/a.csv': Buffer.from(hardLog(), 'latin1') });
    const format = { encoding: 'latin-1' };
    const one = await readBy(1, folder, {}, { format });
    expect(await readBy(2, folder, {}, { format })).toEqual(one);
    expect(one.catalogues.users.ids).toContain('Zoë');
  },
  patience,
);

it(
  'what only later rows tell, and quotes that turn inside round, leave no trace of how many read',
  async () => {
    // Dates of one form, then of another, then numbers: their order and their unit are told amid the text.
    const late = (i: number, usual: string) =>
      usual.replace(/,17\d{8},/, () => {
        const day = String(1 + pick(i, 28)).padStart(2, '0');
        return i < rows / 3
          ? `,2026-05-${day},`
          : i < rows / 2
            ? `,${day}/05/2026,`
            : `,${1_778_000_000 + i},`;
      });
    const stray = (i: number, usual: string) => (i % 2000 === 100 ? usual.replace(',', ',"') : usual);
    const folder = inFolder({ 'log/a.csv': hardLog((i, usual) => stray(i, late(i, usual))) });
    const one = await readBy(1, folder);
    expect(await readBy(3, folder)).toEqual(one);
    expect(one.catalogues.timeForms?.context?.ts).toMatchObject({ order: 'day-first' });
    expect(Object.keys(one.summary.timeForms)).toEqual(['date', 'seconds']);
  },
  patience,
);

it(
  'a thread that fails says why',
  async () => {
    const folder = inFolder({
      'log/a.csv': hardLog((i, usual) => usual.replace(/,(click|view),/, `,type ${i},`)),
    });
    const failure = await readBy(2, folder).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DataError);
    expect(String(failure)).toMatch(/the column "type" has more than 256 values/);
  },
  patience,
);
