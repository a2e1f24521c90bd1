import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RawValue } from '@twotower/features';
import Libsql from 'libsql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Table, Wanted } from '../table.ts';
import { folderWith } from '../test-data.ts';
import { openPostgresTable } from './postgres-table.ts';
import { openSqliteTable } from './sqlite-table.ts';
import { startPostgres } from './test-postgres.ts';

const key = 'data.events';

describe('a SQLite table', () => {
  const folder = folderWith({ 'not.db': 'user,item\n1,2\n'.repeat(100) });
  const sqlite = new Libsql(join(folder, 'shop.db'));
  sqlite.exec(`
    create table log (user text primary key, item, at datetime, clicked boolean, rowid integer, empty integer, mixed, data blob);
    insert into log values ('b', 9007199254740993, '2024-01-01 00:00:00', 1, 5, null, 1.0, x'00ff');
    insert into log values ('a', 2.0, '2024-01-02 00:00:00', 0, 4, null, 'x', null);
    create table pairs (b integer, a integer, primary key (a, b)) without rowid;
    insert into pairs values (1, 2), (2, 1), (1, 1);
    create view seen as select user, item from log order by user;
    create table "odd ""name" (x);
    create table doubled (a, b)`);
  sqlite.close();
  const open = (table: string) => openSqliteTable({ sqlite: 'shop.db', table }, folder, key);

  it('has kinds by its values, then by its declared types', async () => {
    expect((await open('log')).columns.map(({ name, type, kind }) => `${name} ${type}: ${kind}`)).toEqual([
      'user TEXT: text',
      'item NUMBER: number',
      'at datetime: text',
      'clicked boolean: boolean',
      'rowid INTEGER: number',
      'empty INTEGER: number',
      'mixed TEXT: text',
      'data BLOB: text',
    ]);
  });

  it('keeps the order of its row ids, else of its primary key', async () => {
    expect(await cells(await open('log'), 'user', 'id')).toEqual(['b', 'a']);
    expect(await cells(await open('pairs'), 'b', 'id')).toEqual(['1', '2', '1']);
    expect(await cells(await open('seen'), 'user', 'id')).toEqual(['a', 'b']);
  });

  it('gives exact ids and plain values', async () => {
    const log = await open('LOG');
    expect(await cells(log, 'item', 'id')).toEqual(['9007199254740993', '2']);
    expect(await cells(log, 'clicked')).toEqual([true, false]);
    expect(await cells(log, 'rowid')).toEqual([5, 4]);
    expect(await cells(log, 'mixed')).toEqual([1, 'x']);
    expect(await cells(log, 'mixed', 'id')).toEqual(['1', 'x']);
    expect(await cells(log, 'data')).toEqual(['00ff', null]);
    expect((await open('odd "name')).columns.map(({ name }) => name)).toEqual(['x']);
  });

  it('names what is missing, and makes no file', async () => {
    await expect(open('logs')).rejects.toThrow(
      /shop\.db \(table logs\): no such table; did you mean "log"\?/,
    );
    await expect(openSqliteTable({ sqlite: 'none.db', table: 'a' }, folder, key)).rejects.toThrow(
      /data\.events: no such SQLite file .*none\.db/,
    );
    expect(existsSync(join(folder, 'none.db'))).toBe(false);
    await expect(openSqliteTable({ sqlite: 'not.db', table: 'a' }, folder, key)).rejects.toThrow(
      /not\.db \(table a\): SQLite cannot read it \(file is not a database\)/,
    );
  });

  it('takes a query, but none that writes', async () => {
    const query = (text: string) => openSqliteTable({ sqlite: 'shop.db', query: text }, folder, key);
    expect(await cells(await query('select user || 1 as u from log order by item desc -- all'), 'u')).toEqual(
      ['b1', 'a1'],
    );
    await expect(query('delete from log')).rejects.toThrow(/shop\.db \(query\): SQLite cannot read it/);
    await expect(query('select nope from log')).rejects.toThrow(/no such column: nope/);
  });
});

describe('a PostgreSQL table', () => {
  let server: Awaited<ReturnType<typeof startPostgres>>;
  beforeAll(async () => {
    server = await startPostgres(`
      create schema shop;
      create table shop.log (item numeric, "User" uuid, at timestamptz, day date, wall timestamp, tags text[], marks bigint[],
        scores float8[], data jsonb, clicked boolean, price numeric(9, 2), n int, primary key (n, item));
      insert into shop.log values
        (12345678901234567890, '6ecd8c99-4036-403d-bf84-cf8400f67836', '2024-01-01 01:00+01', '2024-01-02', '2024-01-01 00:00:00.5',
          array['x', null], array[9007199254740993], array[0.5], '{"a": [1]}', true, 1.50, 2),
        (2.00, null, null, null, null, null, null, null, null, null, 'NaN', 1);
      create table bare (a text)`);
  });
  afterAll(() => server?.stop());
  const open = (table: string) => openPostgresTable({ postgres: server.url, table }, key);

  it('has kinds by its types', async () => {
    expect(
      (await open('shop.log')).columns.map(({ name, type, kind }) => `${name} ${type}: ${kind}`),
    ).toEqual([
      'item numeric: number',
      'User uuid: text',
      'at timestamp with time zone: time',
      'day date: time',
      'wall timestamp without time zone: time',
      'tags text[]: list',
      'marks bigint[]: list',
      'scores double precision[]: list',
      'data jsonb: text',
      'clicked boolean: boolean',
      'price numeric: number',
      'n integer: number',
    ]);
  });

  it('gives exact ids, milliseconds, lists and plain values in the order of its primary key', async () => {
    const log = await open('shop.log');
    expect(await cells(log, 'item', 'id')).toEqual(['2', '12345678901234567890']);
    expect(await cells(log, 'User', 'id')).toEqual([null, '6ecd8c99-4036-403d-bf84-cf8400f67836']);
    expect(await cells(log, 'at')).toEqual([null, Date.UTC(2024, 0, 1)]);
    expect(await cells(log, 'day')).toEqual([null, Date.UTC(2024, 0, 2)]);
    expect(await cells(log, 'wall')).toEqual([null, Date.UTC(2024, 0, 1) + 500]);
    expect(await cells(log, 'tags')).toEqual([null, ['x', null]]);
    expect(await cells(log, 'marks')).toEqual([null, ['9007199254740993']]);
    expect(await cells(log, 'scores')).toEqual([null, [0.5]]);
    expect(await cells(log, 'data')).toEqual([null, '{"a": [1]}']);
    expect(await cells(log, 'clicked')).toEqual([null, true]);
    expect(await cells(log, 'price')).toEqual([null, 1.5]);
    expect(await cells(await open('bare'), 'a')).toEqual([]);
  });

  it('takes the URL from the environment', async () => {
    const source = { postgres: { env: 'SHOP_URL' }, query: 'select n from shop.log order by n desc' };
    expect(await cells(await openPostgresTable(source, key, { SHOP_URL: server.url }), 'n')).toEqual([2, 1]);
    await expect(openPostgresTable(source, key, {})).rejects.toThrow(
      /data\.events: the environment variable SHOP_URL is not set; set it to postgres:/,
    );
  });

  it('never prints the password, and names what is missing', async () => {
    const messages = await Promise.all(
      [
        { postgres: 'postgres://me:s3cret@127.0.0.1:1/shop', table: 'log' },
        { postgres: 'postgres://me:s3c@ret@127.0.0.1:99999/shop', table: 'log' },
      ].map((source) => openPostgresTable(source, key).catch((error: Error) => error.message)),
    );
    messages.push(await open('shop.logs').catch((error: Error) => error.message));
    messages.push((await open('shop.log')).file);
    expect(messages.join()).not.toMatch(/s3c/);
    expect(messages[0]).toMatch(
      /postgres:\/\/me:\*\*\*@127\.0\.0\.1:1\/shop \(table log\): PostgreSQL: .*check that/,
    );
    expect(messages[2]).toMatch(/no such table; did you mean "shop\.log"\?/);
  });

  it('is only read', async () => {
    const writing = { postgres: server.url, query: 'delete from shop.log returning n' };
    await expect(openPostgresTable(writing, key)).rejects.toThrow(/PostgreSQL: /);
    const sequence = {
      postgres: server.url,
      query: "select set_config('a.b', 'c', false), lo_create(0) as n",
    };
    const table = await openPostgresTable(sequence, key);
    await expect(cells(table, 'n')).rejects.toThrow(/read-only/);
  });
});

async function cells(table: Table, name: string, as: Wanted['as'] = 'value'): Promise<RawValue[]> {
  const values: RawValue[] = [];
  for await (const block of table.rows([{ name, as }])) {
    values.push(...block.columns[0]);
  }
  return values;
}
