import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RawValue } from '@twotower/features';
import type { RowsFunction, Source } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { requireColumn } from '../columns.ts';
import type { Table } from '../table.ts';
import { configOf, folderWith } from '../test-data.ts';
import { withDuckDb } from './duckdb.ts';
import { fingerprintOf } from './fingerprint.ts';
import { openTables } from './open-tables.ts';

const { format } = configOf({ events: 'log' }).data;
const open = (source: Source, folder = '.') => openTables(source, 'events', format, folder, 'data.events');

describe('openTables', () => {
  it('takes a folder or glob of mixed formats, in the order of the names', async () => {
    const folder = folderWith({
      'a.csv': 'user,item\nu1,i1\n',
      'b.jsonl': '{"user":"u2","item":"i2"}\n',
      'notes.md': 'no data',
    });
    mkdirSync(join(folder, 'deep'));
    writeFileSync(join(folder, 'deep', 'd.tsv'), 'item\tuser\ni4\tu4\n');
    await withDuckDb((connection) =>
      connection.run(`copy (select 'u3' as user, 'i3' as item) to '${folder}/c.parquet'`),
    );
    const users = async (tables: readonly Table[]) =>
      (await Promise.all(tables.map((t) => ids(t, 'user')))).flat();
    expect(await users(await open('.', folder))).toEqual(['u1', 'u2', 'u3', 'u4']);
    expect(await users(await open('*.{csv,json{,l},parquet}', folder))).toEqual(['u1', 'u2', 'u3']);
    expect(await users(await open('**/[bd].*', folder))).toEqual(['u2', 'u4']);
  });

  it('names the file that lacks a column', async () => {
    const folder = folderWith({ 'a.csv': 'user,item\n1,2\n', 'b.jsonl': '{"usr":1,"item":2}\n' });
    const [first, second] = await open('.', folder);
    requireColumn(first, 'user', 'schema.user.id');
    expect(() => requireColumn(second, 'user', 'schema.user.id')).toThrow(
      /b\.jsonl: no column "user", which schema\.user\.id names; did you mean "usr"\?/,
    );
  });

  it('refuses a compressed Parquet file', async () => {
    const folder = folderWith({ 'a.parquet.gz': 'x' });
    await expect(open('a.parquet.gz', folder)).rejects.toThrow(/a\.parquet\.gz: .*decompress it/);
  });

  it('tells what is missing and what is near', async () => {
    const folder = folderWith({ 'log.jsonl': '' });
    await expect(open('log.json', folder)).rejects.toThrow(
      /data\.events: no such file .*; did you mean log\.jsonl\?/,
    );
  });
});

describe('rows from a function', () => {
  it('may be nested and hold dates and large integers', async () => {
    const rows: RowsFunction = async function* () {
      yield { user: { id: 2n ** 70n }, at: new Date(5), tags: ['a'], gone: undefined };
      yield { user: { id: 1e21 }, at: new Date(Number.NaN), tags: null };
    };
    const [table] = await open(rows);
    expect(table.columns.map(({ name, kind }) => `${name}: ${kind}`)).toEqual([
      'user.id: number',
      'at: time',
      'tags: list',
      'gone: text',
    ]);
    expect(await ids(table, 'user.id')).toEqual([String(2n ** 70n), '1000000000000000000000']);
    expect(await ids(table, 'at', 'value')).toEqual([5, null]);
  });

  it('count from 1 where one is no object', async () => {
    const [table] = await open((() => [{ a: 1 }, null, 'x', { a: 2 }]) as unknown as RowsFunction);
    const malformed = [];
    for await (const block of table.rows([])) {
      malformed.push(...block.malformed);
    }
    expect(malformed).toEqual([
      { line: 2, reason: 'not an object' },
      { line: 3, reason: 'not an object' },
    ]);
  });

  it('name the key where the function fails, and close it where reading ends early', async () => {
    let closed = 0;
    const rows: RowsFunction = async function* () {
      try {
        yield* Array.from({ length: 20_000 }, (_, i) => ({ i }));
        throw new Error('the queue is gone');
      } finally {
        closed++;
      }
    };
    const [table] = await open(rows);
    expect(closed).toBe(1);
    await expect(ids(table, 'i')).rejects.toThrow(
      'data.events: the function failed after 20000 rows: the queue is gone',
    );
    await expect(open((() => 5) as unknown as RowsFunction)).rejects.toThrow(
      /data\.events: the function failed/,
    );
  });
});

describe('fingerprintOf', () => {
  it('changes with a file and is undefined where nothing tells of a change', async () => {
    const folder = folderWith({ 'a.csv': 'a\n', 'b.csv': 'b\n' });
    const before = await fingerprintOf('*.csv', folder, 'data.events');
    expect(before?.map(({ path, size }) => [path, size])).toEqual([
      [join(folder, 'a.csv'), 2],
      [join(folder, 'b.csv'), 2],
    ]);
    expect(await fingerprintOf('*.csv', folder, 'data.events')).toEqual(before);
    utimesSync(join(folder, 'a.csv'), 1, 1);
    expect(await fingerprintOf('*.csv', folder, 'data.events')).not.toEqual(before);
    expect(await fingerprintOf({ sqlite: 'a.db', table: 'a' }, folder, 'data.events')).toBeUndefined();
    expect(await fingerprintOf(() => [], folder, 'data.events')).toBeUndefined();
  });
});

async function ids(table: Table, name: string, as: 'id' | 'value' = 'id'): Promise<RawValue[]> {
  const values: RawValue[] = [];
  for await (const block of table.rows([{ name, as }])) {
    values.push(...block.columns[0]);
  }
  return values;
}
