import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDataset } from '../read-dataset.ts';
import { configOf, folderWith } from '../test-data.ts';
import { openTextTable } from './text-table.ts';

const row = (n: number, query: string) => `u${n % 50},i${n % 30},${query},${1_700_000_000 + n}\n`;

/** A log of `rows` rows whose search text is `shoes`, but for some. */
function logWith(rows: number, queries: ReadonlyMap<number, string>): string {
  const lines = Array.from({ length: rows }, (_, n) => row(n, queries.get(n) ?? 'shoes'));
  return `user,item,query,ts\n${lines.join('')}`;
}

async function read(text: string, format: { quotes?: boolean } = {}) {
  const folder = folderWith({ 'log.csv': text });
  const config = configOf({ events: 'log.csv', format, rejects: { atMost: 1 } }, { event: { time: 'ts' } });
  const { summary } = await readDataset(config, folder);
  return {
    rows: summary.rows,
    accepted: summary.accepted,
    lost: summary.rejects.map(({ line, reason }) => `${line}: ${reason}`),
  };
}

describe('a quote that is opened and not closed', () => {
  it.each([
    ['alone', [[20, '"red shoes']]],
    [
      'twice, the second far behind',
      [
        [20, '"red shoes'],
        [9000, '"red shoes'],
      ],
    ],
    [
      'before a field that ends in one',
      [
        [20, '"red shoes'],
        [9000, 'size 12"'],
      ],
    ],
    [
      'before one that closes and is followed by text',
      [
        [20, '"red'],
        [21, '"blue" jeans'],
      ],
    ],
    [
      'in two rows, one behind the other',
      [
        [20, '"red'],
        [21, 'size 12"'],
      ],
    ],
  ] as [string, [number, string][]][])('costs its own line: %s', async (_, faults) => {
    const { rows, accepted, lost } = await read(logWith(10_000, new Map(faults)));
    const opened = faults.filter(([, query]) => query.startsWith('"'));
    expect(rows).toBe(10_000);
    expect(accepted).toBe(10_000 - opened.length);
    expect(lost.map((text) => Number.parseInt(text, 10))).toEqual(opened.map(([n]) => n + 2));
  });

  it('costs its own line in a file whose every field is quoted', async () => {
    const lines = Array.from({ length: 300 }, (_, n) => `"u${n % 9}","i${n % 7}","shoes","${n + 1e9}"\n`);
    lines[10] = '"u1","i1","a 12" nail,"1000000010"\n';
    const { rows, accepted } = await read(`user,item,query,ts\n${lines.join('')}`);
    expect([rows, accepted]).toEqual([300, 299]);
  });

  it('makes too many rejects where it is common, and the message names the key', async () => {
    const text = logWith(1000, new Map(Array.from({ length: 50 }, (_, i) => [i * 20, '"News" of today'])));
    const folder = folderWith({ 'log.csv': text });
    await expect(readDataset(configOf({ events: 'log.csv' }), folder)).rejects.toThrow(
      /50 of 1000 rows rejected.*text follows a closing quote \(50\).*set data\.format\.quotes: false/,
    );
  });

  it('costs nothing under data.format.quotes: false', async () => {
    const queries = new Map([
      [3, '"red'],
      [5, '"Wheel" of'],
      [9, 'size 12"'],
      [11, '"a"'],
    ]);
    expect(await read(logWith(1000, queries), { quotes: false })).toEqual({
      rows: 1000,
      accepted: 1000,
      lost: [],
    });
  });
});

describe('a quoted field of several lines', () => {
  const items = (fields: readonly string[]) =>
    `id,text\n${fields.map((field, n) => `${n},${field}\n`).join('')}`;
  const texts = async (content: string) => {
    const file = join(folderWith({ 'items.csv': content }), 'items.csv');
    const table = await openTextTable(file, 'items', configOf({ events: 'x' }).data.format);
    const values = [];
    for await (const block of table.rows([{ name: 'text', as: 'value' }])) {
      expect(block.malformed).toEqual([]);
      values.push(...block.columns[0]);
    }
    return values;
  };

  it('is kept, with as many commas as there are columns too', async () => {
    const poem = ['Soft, warm', 'light, fine', 'blue, green', 'long, wide', 'old, new', 'up, down'].join(
      '\n',
    );
    const fields = ['"Nice\nSoft, warm"', 'plain', `"${poem}"`, '"one\n\ntwo"', '"say ""hi""\n5 pieces"'];
    expect(await texts(items([...fields, 'last']))).toEqual([
      'Nice\nSoft, warm',
      'plain',
      poem,
      'one\n\ntwo',
      'say "hi"\n5 pieces',
      'last',
    ]);
  });
});

it('quotes are signs under quotes: false, and open fields of tab-separated text under quotes: true', async () => {
  const text = 'user\titem\nu\t"a\tb"\n';
  const file = join(folderWith({ 'log.tsv': text }), 'log.tsv');
  const first = async (quotes: boolean) => {
    const { format } = configOf({ events: 'x', format: { quotes, delimiter: '\t' } }).data;
    const table = await openTextTable(file, 'events', format);
    for await (const block of table.rows([{ name: 'item', as: 'value' }])) {
      if (block.length + block.malformed.length > 0) {
        return block.columns[0][0] ?? block.malformed[0].reason;
      }
    }
    return undefined;
  };
  expect(await first(true)).toBe('a\tb');
  expect(await first(false)).toBe('3 fields instead of 2');
});
