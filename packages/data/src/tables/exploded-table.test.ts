import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConfigInput } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { readDataset } from '../read-dataset.ts';
import { configOf, eventsOf, folderWith } from '../test-data.ts';
import { withDuckDb } from './duckdb.ts';

type Explode = ConfigInput['data']['explode'];

interface Wish {
  readonly explode: Explode;
  readonly schema?: Partial<ConfigInput['schema']>;
  readonly name?: string;
}

async function read(
  content: string,
  { explode, schema, name = 'log.csv' }: Wish,
  folder = folderWith({ [name]: content }),
) {
  const config = configOf({ events: name, explode, rejects: { atMost: 1 } }, schema);
  const { dataset, summary } = await readDataset(config, folder, { scratch: join(folder, 'store') });
  const { user, item, time, positive, length } = eventsOf(dataset);
  const events = Array.from({ length }, (_, e) =>
    [
      dataset.users.ids[user[e]],
      dataset.items.ids[item[e]],
      ...(Number.isNaN(time[e]) ? [] : [time[e] / 1000]),
      positive[e] ? '+' : '-',
    ].join(' '),
  );
  return { events, summary };
}

const item = { user: { id: 'user' }, item: { id: 'item' }, event: { item: 'items' } };

describe('one event an entry', () => {
  it.each([
    ['text that blanks part', 'user,items\nu,a  b c\nv,b\n', {}],
    ['text that a sign parts', 'user,items\nu,a|b| c|\nv,b\n', { separator: '|' }],
    ['a list of Python', "user,items\nu,\"['a', 'b', 'c']\"\nv,['b']\n", {}],
    ['a list of JSON as text', 'user,items\nu,"[""a"", ""b"", ""c""]"\nv,"[""b""]"\n', {}],
  ])('of %s, in order', async (_, content, form) => {
    const { events, summary } = await read(content, { explode: { column: 'items', ...form }, schema: item });
    expect(events).toEqual(['u a +', 'u b +', 'u c +', 'v b +']);
    expect(summary).toMatchObject({ rows: 4, accepted: 4, rejected: 0 });
  });

  it('of a list in JSON lines, with numbers as ids', async () => {
    const content = '{"user":1,"items":[12345678901234567890,7]}\n{"user":2,"items":[7]}\n';
    const { events } = await read(content, { explode: { column: 'items' }, schema: item, name: 'log.jsonl' });
    expect(events).toEqual(['1 12345678901234567890 +', '1 7 +', '2 7 +']);
  });

  it('of a list in Parquet, of values or of structs', async () => {
    const folder = folderWith({});
    await withDuckDb((connection) =>
      connection.run(`copy (
        select 1 as user, [7, 9007199254740993]::bigint[] as items, [{'aid': 9007199254740993, 'ts': 5}] as events
        union all select 2, [8], [{'aid': 8, 'ts': 6}, {'aid': 9, 'ts': 7}]) to '${folder}/log.parquet' (format parquet)`),
    );
    const wish = { explode: { column: 'items' }, schema: item, name: 'log.parquet' };
    expect((await read('', wish, folder)).events).toEqual(['1 7 +', '1 9007199254740993 +', '2 8 +']);
    const structs = {
      explode: { column: 'events' },
      schema: { event: { item: 'events.aid', time: 'events.ts' } },
      name: 'log.parquet',
    };
    expect((await read('', structs, folder)).events).toEqual([
      '1 9007199254740993 5 +',
      '2 8 6 +',
      '2 9 7 +',
    ]);
  });
});

it('fields of objects are columns behind the name of theirs, beside those of the session', async () => {
  const lines = [
    {
      session: 11,
      events: [
        { aid: 5, ts: 1_700_000_000_000, type: 'clicks' },
        { aid: 6, ts: 1_700_000_001_000, type: 'orders' },
      ],
    },
    { session: 12, events: [{ aid: 5, ts: 1_700_000_002_000, type: 'clicks' }] },
    { session: 13, events: [] },
  ];
  const { events, summary } = await read(lines.map((line) => `${JSON.stringify(line)}\n`).join(''), {
    name: 'log.jsonl',
    explode: { column: 'events' },
    schema: {
      user: { id: 'session' },
      item: { id: 'aid' },
      event: { item: 'events.aid', time: 'events.ts', type: 'events.type' },
      positive: ['orders', 'clicks'],
    },
  });
  expect(events).toEqual(['11 5 1700000000 +', '11 6 1700000001 +', '12 5 1700000002 +']);
  expect(summary.columns.map(({ name }) => name)).toEqual([
    'session',
    'events.aid',
    'events.ts',
    'events.type',
  ]);
});

describe('labels of impressions', () => {
  const content = 'user\ttime\titems\nu\t2026-05-07\tN12-1 N-55-0 N7\nv\t2026-05-08\tN55-1\n';
  const explode = { column: 'items', label: { separator: '-', column: 'clicked' } };

  it('are what stands behind the last sign, for a threshold', async () => {
    const schema = { ...item, event: { item: 'items' }, positive: { column: 'clicked', atLeast: 1 } };
    const { events, summary } = await read(content, { explode, schema, name: 'log.tsv' });
    expect(events).toEqual(['u N12 +', 'u N-55 -', 'u N7 -', 'v N55 +']);
    expect(summary.rows).toBe(4);
  });

  it('may be the type of the event', async () => {
    const schema = { ...item, event: { item: 'items', type: 'clicked' }, positive: ['1'] };
    const { events, summary } = await read(content, { explode, schema, name: 'log.tsv' });
    expect(events).toEqual(['u N12 +', 'u N-55 -', 'v N55 +']);
    expect(summary.rejects).toMatchObject([
      { line: 2, row: 1, entry: 3, column: 'clicked', reason: 'no type' },
    ]);
  });

  it('need a name that is free', async () => {
    const taken = { column: 'items', label: { separator: '-', column: 'time' } };
    await expect(read(content, { explode: taken, schema: item, name: 'log.tsv' })).rejects.toThrow(
      /log\.tsv: data\.explode would give a second column "time"/,
    );
  });
});

it('entries of one event id are events of their own, and a repeated row is a duplicate', async () => {
  const content = 'id,user,items\n1,u,a b\n1,u,a b\n2,v,a\n';
  const schema = { ...item, event: { item: 'items', id: 'id' } };
  const { summary } = await read(content, { explode: { column: 'items' }, schema });
  expect(summary).toMatchObject({ rows: 5, accepted: 3, duplicates: 2 });
});

it('counts entries, and names file, line and entry of what is rejected', async () => {
  const content = "user,t,items\nu,1,a b\nu,2\nu,3,\n,4,a\nv,5,\"['a', None, 'b']\"\n";
  const schema = { ...item, event: { item: 'items', time: 't' } };
  const { summary } = await read(content, { explode: { column: 'items' }, schema });
  expect(summary).toMatchObject({ rows: 7, accepted: 4, rejected: 3 });
  expect(summary.rejects.map(({ line, row, entry, reason }) => [line, row, entry, reason])).toEqual([
    [3, 2, undefined, '2 fields instead of 3'],
    [5, 4, 1, 'no user'],
    [6, 5, 2, 'no item'],
  ]);
  expect(readFileSync(summary.rejectReport ?? '', 'utf8')).toMatch(/log\.csv,6,5,items,no item,,2\n/);
});

it('needs the column that it names', async () => {
  await expect(read('user,items\nu,a\n', { explode: { column: 'itms' }, schema: item })).rejects.toThrow(
    /no column "itms", which data\.explode\.column names; did you mean "items"/,
  );
});
