import { chmodSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataError } from './error.ts';
import { readDataset } from './read-dataset.ts';
import { withDuckDb } from './tables/duckdb.ts';
import { configOf, eventsOf, folderWith } from './test-data.ts';

describe('reading a log', () => {
  it('gives ids as written, times in milliseconds and events by user, in time order', async () => {
    const folder = folderWith({
      'log.csv': 'user,item,ts\n7,a,1700000002\n007,b,1700000001\n7,b,1700000001\n',
    });
    const { dataset, summary } = await readDataset(
      configOf({ events: 'log.csv' }, { event: { time: 'ts' } }),
      folder,
    );
    expect(dataset.users.ids).toEqual(['7', '007']);
    expect(dataset.items.ids).toEqual(['a', 'b']);
    const { user, item, time, positive, weight } = eventsOf(dataset);
    expect([...user]).toEqual([0, 0, 1]);
    expect([...item]).toEqual([1, 0, 1]);
    expect([...time]).toEqual([1700000001000, 1700000002000, 1700000001000]);
    expect([...positive]).toEqual([1, 1, 1]);
    expect([...weight]).toEqual([1, 1, 1]);
    expect(summary).toMatchObject({
      rows: 3,
      accepted: 3,
      rejected: 0,
      timeUnit: 'seconds',
      types: { event: 3 },
    });
  });

  it('reads gzip, latin-1, delimiters of several characters and files without a header', async () => {
    const folder = folderWith({
      'log.dat.gz': gzipSync(Buffer.from('1::10::5\r\n2::10::3\r\n1::11::4\r\n')),
      'items.dat': Buffer.from('10::Café|x\n12::"Quoted" title\n', 'latin1'),
    });
    const config = configOf(
      {
        events: 'log.dat.gz',
        items: 'items.dat',
        format: {
          delimiter: '::',
          header: false,
          encoding: 'latin-1',
          columns: { events: ['user', 'item', 'rating'], items: ['item', 'title'] },
        },
      },
      { item: { id: 'item', attributes: ['title'] }, positive: { column: 'rating', atLeast: 4 } },
    );
    const { dataset } = await readDataset(config, folder);
    expect(dataset.items.ids).toEqual(['10', '12', '11']);
    expect(dataset.items.columns.title).toEqual(['Café|x', '"Quoted" title', null]);
    expect([...eventsOf(dataset).positive]).toEqual([1, 1, 0]);
    expect(Number.isNaN(eventsOf(dataset).time[0])).toBe(true);
  });

  it('reports rejected rows in the order of the file, with the value, and tells the unit of times file by file', async () => {
    const folder = folderWith({
      'log/a.csv': 'user,item,ts\n1,x,1700000000\n1,x\n1,y,soon\n2,y,1e300\n2,x,1700000060\n',
      'log/b.csv': 'user,item,ts\n2,y,1700000120000\n3,x,1700000180000\n',
    });
    const config = configOf({ events: 'log', rejects: { atMost: 1 } }, { event: { time: 'ts' } });
    const scratch = join(folder, 'store');
    const { dataset, summary } = await readDataset(config, folder, { scratch });
    expect(
      summary.rejects.map(({ line, row, column, value, reason }) => [line, row, column, value, reason]),
    ).toEqual([
      [3, 2, undefined, undefined, '2 fields instead of 3'],
      [4, 3, 'ts', 'soon', 'not a time'],
      [5, 4, 'ts', '1e300', 'not a time'],
    ]);
    const report = readFileSync(summary.rejectReport ?? '', 'utf8').split('\n');
    expect(report[0]).toBe('file,line,row,column,reason,value');
    expect(report[2]).toMatch(/a\.csv,4,3,ts,not a time,soon$/);
    expect([...eventsOf(dataset).time].sort()).toEqual(
      [0, 60, 120, 180].map((s) => (1_700_000_000 + s) * 1000),
    );
  });

  it.skipIf(process.getuid?.() !== 0)(
    'says that rejected rows cannot be reported where this user may not write',
    async () => {
      const folder = folderWith({ 'log.csv': 'user,item\n1,x\n2,y\n1,y\n1\n' });
      const scratch = join(folder, 'store');
      mkdirSync(scratch);
      chmodSync(folder, 0o755);
      const config = configOf({ events: 'log.csv', rejects: { atMost: 1 } }, {});
      process.seteuid?.(65534);
      try {
        await expect(readDataset(config, folder, { scratch })).rejects.toThrow(
          new DataError(
            `${scratch}: this user may not write there, where rejected rows and large logs go; give the right or name another store`,
          ),
        );
      } finally {
        process.seteuid?.(0);
      }
      expect(readdirSync(scratch)).toEqual([]);
    },
  );

  it('reads quoted fields with delimiters, quotes and newlines, and keeps line numbers', async () => {
    const folder = folderWith({
      'log.csv': 'user,item,type\n"a,1","x\ny",click\n"say ""hi""",x,click\nb,,click\nb,x\n',
    });
    const config = configOf({ events: 'log.csv', rejects: { atMost: 1 } }, { event: { type: 'type' } });
    const { dataset, summary } = await readDataset(config, folder);
    expect(dataset.users.ids).toEqual(['a,1', 'say "hi"']);
    expect(dataset.items.ids).toEqual(['x\ny', 'x']);
    expect(summary.rejects.map(({ line, reason }) => [line, reason])).toEqual([
      [5, 'no item'],
      [6, '2 fields instead of 3'],
    ]);
  });

  it('reads Parquet with numbers, times and lists, and globs and folders', async () => {
    const folder = folderWith({});
    await withDuckDb(async (connection) => {
      const write = (name: string, sql: string) =>
        connection.run(`copy (${sql}) to '${join(folder, name)}' (format parquet)`);
      const row = (user: number, time: string) =>
        `select ${user}::double as "user", 9007199254740993::bigint as item, timestamp '${time}' as ts`;
      await write('part-1.parquet', row(1, '2024-01-01 00:00:01'));
      await write(
        'part-2.parquet',
        `${row(2, '2024-01-01 00:00:00')} union all select 2.0, 5, timestamptz '2024-01-02'`.replace(
          "timestamptz '2024-01-02'",
          "timestamp '2024-01-02'",
        ),
      );
      await write('items.pq', `select 5 as item, ['x','y'] as tags, [0.5, 1.5] as vec, 2001 as year`);
    });
    const schema = {
      item: {
        id: 'item',
        features: { vec: { kind: 'vector' as const, dim: 2 } },
        attributes: ['tags', 'year'],
      },
      event: { time: 'ts' },
    };
    const { dataset, summary } = await readDataset(
      configOf({ events: 'part-*.parquet', items: 'items.pq' }, schema),
      folder,
    );
    expect(dataset.users.ids).toEqual(['1', '2']);
    expect(dataset.items.ids).toEqual(['5', '9007199254740993']);
    expect(dataset.items.columns).toEqual({
      vec: [[0.5, 1.5], null],
      tags: [['x', 'y'], null],
      year: [2001, null],
    });
    expect([...eventsOf(dataset).time]).toEqual(
      ['2024-01-01T00:00:01Z', '2024-01-01', '2024-01-02'].map(Date.parse),
    );
    expect(summary).toMatchObject({ timeUnit: 'date', accepted: 3 });
    expect(summary.files.length).toBe(2);
  });

  it('counts duplicates by event id, repeated rows and rejects', async () => {
    const folder = folderWith({
      'log.csv':
        'id,user,item,t\n1,u,a,2024-01-01\n1,u,a,2024-01-01\n2,u,a,2024-01-01\n3,v,a,soon\n4,v,b,2024-02-30\n5,v,b,2024-01-01T02:00+02:00\n',
    });
    const config = configOf(
      { events: 'log.csv', rejects: { atMost: 0.5 } },
      { event: { id: 'id', time: 't' } },
    );
    const { summary, dataset } = await readDataset(config, folder);
    expect(summary).toMatchObject({ rows: 6, accepted: 3, duplicates: 1, repeated: 1, rejected: 2 });
    expect(summary.rejectReasons).toEqual({ 't: not a time': 2 });
    expect(new Set(eventsOf(dataset).time).size).toBe(1);
    const strict = configOf({ events: 'log.csv' }, { event: { id: 'id', time: 't' } });
    await expect(readDataset(strict, folder)).rejects.toThrow(
      /2 of 6 rows rejected.*t: not a time \(2\).*log.csv line 5/,
    );
  });

  it('takes feature columns from the log where a side has no file', async () => {
    const folder = folderWith({ 'log.csv': 'user,item,year\nu,a,\nv,a,1999\nv,b,2001\n' });
    const config = configOf(
      { events: 'log.csv' },
      { item: { id: 'item', features: { year: { kind: 'numeric' } } } },
    );
    const { dataset } = await readDataset(config, folder);
    expect(dataset.items.columns.year).toEqual([1999, 2001]);
  });
});

describe('a log that cannot be used', () => {
  const good = 'user,item,type\nu,a,view\nv,b,buy\n';
  it.each([
    ['no such file', { events: 'logg.csv' }, {}, /no such file .*logg.csv; did you mean log.csv\?/],
    [
      'missing column',
      { events: 'log.csv' },
      { user: { id: 'usr' } },
      /no column "usr".*did you mean "user"/,
    ],
    [
      'no positives',
      { events: 'log.csv' },
      { event: { type: 'type' } },
      /no event is of type click; type has view \(1\), buy \(1\)/,
    ],
    ['one user', { events: 'one.csv' }, {}, /one user only/],
    ['empty', { events: 'empty.csv' }, {}, /has no rows/],
    ['only a header', { events: 'header.csv' }, {}, /has no rows/],
    ['latin-1', { events: 'latin.csv' }, {}, /not UTF-8; set data.format.encoding: 'latin-1'/],
    ['not Parquet', { events: 'fake.parquet' }, {}, /not a readable Parquet file/],
    ['not gzip', { events: 'fake.csv.gz' }, {}, /cannot be read/],
    [
      'columns unnamed',
      { events: 'log.csv', format: { header: false } },
      {},
      /data.format.columns.events must name its 3 columns/,
    ],
  ])('%s: one line that names the place and the mend', async (_, data, schema, message) => {
    const folder = folderWith({
      'log.csv': good,
      'one.csv': 'user,item\nu,a\nu,b\n',
      'empty.csv': '',
      'header.csv': 'user,item\n',
      'latin.csv': Buffer.from('user,item\nu,é\nv,b\n', 'latin1'),
      'fake.parquet': 'nothing',
      'fake.csv.gz': 'nothing',
    });
    const failure = await readDataset(configOf(data, schema), folder).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DataError);
    expect(String(failure)).toMatch(message);
    expect(String(failure)).not.toContain('\n');
  });
});

describe('any text', () => {
  it('is read or refused with a DataError, and every row is accounted for', async () => {
    const cell = fc.oneof(
      fc.constantFrom(
        'u',
        'v',
        '1',
        '',
        '"',
        '"a"',
        'a,b',
        '"x\ny"',
        '2024-01-01',
        '1700000000',
        'nan',
        '\r',
        'é',
      ),
      fc.string({ maxLength: 6 }),
    );
    const csv = fc
      .array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 12 })
      .map((rows) => `user,item,t\n${rows.map((row) => row.join(',')).join('\n')}`);
    await fc.assert(
      fc.asyncProperty(csv, async (text) => {
        const folder = folderWith({ 'log.csv': text });
        const config = configOf({ events: 'log.csv', rejects: { atMost: 1 } }, { event: { time: 't' } });
        try {
          const { summary, dataset } = await readDataset(config, folder);
          expect(summary.accepted + summary.rejected + summary.duplicates).toBe(summary.rows);
          expect(dataset.length).toBe(summary.accepted);
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
        }
      }),
      { numRuns: 150 },
    );
  });
});
