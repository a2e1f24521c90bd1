import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { RawValue } from '@twotower/features';
import type { Source } from '@twotower/schema';
import Libsql from 'libsql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Table, Wanted } from '../table.ts';
import { configOf, folderWith } from '../test-data.ts';
import { withDuckDb } from './duckdb.ts';
import { openTables } from './open-tables.ts';
import { startPostgres } from './test-postgres.ts';

/** More than a block of every implementation has. */
const rowCount = 5000;
const firstId = 9_007_199_254_740_993n;
const rows = Array.from({ length: rowCount }, (_, i) => ({
  id: firstId + BigInt(i),
  name: i % 7 === 0 ? null : `näme "${i}", ☃`,
  score: i % 5 === 0 ? null : i / 4 - 100,
}));

const csv = `id,name,score\n${rows
  .map(
    ({ id, name, score }) =>
      `${id},${name === null ? '' : `"${name.replaceAll('"', '""')}"`},${score ?? ''}\n`,
  )
  .join('')}`;
const objects = rows.map(
  ({ id, name, score }) => `{"id":${id},"name":${JSON.stringify(name)},"score":${JSON.stringify(score)}}`,
);
const jsonl = objects.join('\n');
const folder = folderWith({});
let postgres: Awaited<ReturnType<typeof startPostgres>>;

const sources: Readonly<Record<string, () => Source>> = {
  csv: () => file('log.csv', csv),
  'csv.gz': () => file('log.csv.gz', gzipSync(csv)),
  'csv.zst': () => 'duck.csv.zst',
  'tsv in CRLF': () => file('log.tsv', csv.replaceAll('\n', '\r\n').replaceAll(/,(?! )/g, '\t')),
  'csv in UTF-16': () => file('wide.csv', Buffer.from(`\uFEFF${csv}`, 'utf16le')),
  jsonl: () => file('log.jsonl', jsonl),
  'ndjson.gz': () => file('log.ndjson.gz', gzipSync(jsonl)),
  'jsonl.zst': () => 'duck.jsonl.zst',
  'json list': () => file('log.json', `[\n${objects.join(',\n')}\n]\n`),
  'parquet, snappy': () => 'snappy.parquet',
  'parquet, zstd': () => 'zstd.parquet',
  'parquet, gzip': () => 'gzip.parquet',
  'sqlite table': () => ({ sqlite: 'log.db', table: 'log' }),
  'sqlite query': () => ({ sqlite: 'log.db', query: 'select * from log order by id; ' }),
  'postgres table': () => ({ postgres: postgres.url, table: 'log' }),
  'postgres query': () => ({ postgres: postgres.url, query: 'select * from log order by id -- by id' }),
  'async function': () =>
    async function* () {
      yield* rows;
    },
  'list from a function': () => () => rows,
};

beforeAll(async () => {
  const source = join(folder, 'source.jsonl');
  writeFileSync(source, jsonl);
  await withDuckDb(async (connection) => {
    const columns = "columns = {id: 'BIGINT', name: 'VARCHAR', score: 'DOUBLE'}";
    await connection.run(`create table log as select * from read_json('${source}', ${columns})`);
    for (const codec of ['snappy', 'zstd', 'gzip']) {
      await connection.run(`copy log to '${folder}/${codec}.parquet' (compression ${codec})`);
    }
    await connection.run(`copy log to '${folder}/duck.csv.zst' (format csv, header true, compression zstd)`);
    await connection.run(`copy log to '${folder}/duck.jsonl.zst' (format json, compression zstd)`);
  });
  const sqlite = new Libsql(join(folder, 'log.db'));
  sqlite.exec('create table log (id integer, name text, score real); begin');
  const insert = sqlite.prepare('insert into log values (?, ?, ?)');
  for (const { id, name, score } of rows) {
    insert.run(id, name, score);
  }
  sqlite.exec('commit');
  sqlite.close();
  postgres = await startPostgres(`
    create table log (id bigint primary key, name text, score double precision);
    insert into log select ${firstId} + i, case when i % 7 > 0 then 'näme "' || i || '", ☃' end,
      case when i % 5 > 0 then i / 4.0 - 100 end from generate_series(${rowCount} - 1, 0, -1) as i`);
});

afterAll(() => postgres?.stop());

describe.each(Object.keys(sources))('a table of %s', (name) => {
  const open = async (): Promise<Table> => {
    const { format } = configOf({ events: 'log' }).data;
    const [table, ...others] = await openTables(sources[name](), 'events', format, folder, 'data.events');
    expect(others).toEqual([]);
    return table;
  };

  it('names its columns', async () => {
    const table = await open();
    expect(table.columns.map((column) => column.name)).toEqual(['id', 'name', 'score']);
    expect(table.file).not.toContain('s3cret');
  });

  it('gives every row, in order, ids exactly, absent values as null', async () => {
    const [ids, names, scores] = await read(await open(), [id('id'), value('name'), value('score')]);
    expect(ids).toEqual(rows.map((row) => String(row.id)));
    expect(names).toEqual(rows.map((row) => row.name));
    expect(scores.map((score) => (score === null ? null : Number(score)))).toEqual(
      rows.map((row) => row.score),
    );
  });

  it('gives the wanted columns in the wanted order, as often as wanted', async () => {
    const [names, ids, again] = await read(await open(), [id('name'), id('id'), id('name')]);
    expect(names).toEqual(rows.map((row) => row.name));
    expect(ids).toEqual(rows.map((row) => String(row.id)));
    expect(again).toEqual(names);
  });

  it('counts its rows where no column is wanted', async () => {
    let count = 0;
    for await (const block of (await open()).rows([])) {
      count += block.length;
      expect(block.columns).toEqual([]);
    }
    expect(count).toBe(rowCount);
  });

  it('can be left early, and read anew and twice at once', async () => {
    const table = await open();
    for await (const block of table.rows([id('id')])) {
      if (block.length > 0) {
        break;
      }
    }
    const once = [await read(table, [id('id')])];
    // PGlite serves one connection at a time.
    const both = name.startsWith('postgres')
      ? [await read(table, [id('id')]), await read(table, [id('id')])]
      : await Promise.all([read(table, [id('id')]), read(table, [id('id')])]);
    expect(both).toEqual([once[0], once[0]]);
  });
});

function id(name: string): Wanted {
  return { name, as: 'id' };
}

function value(name: string): Wanted {
  return { name, as: 'value' };
}

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return name;
}

async function read(table: Table, wanted: readonly Wanted[]): Promise<RawValue[][]> {
  const columns: RawValue[][] = wanted.map(() => []);
  for await (const block of table.rows(wanted)) {
    expect(block.malformed).toEqual([]);
    expect(block.lines === undefined || block.lines.length === block.length).toBe(true);
    for (const [c, cells] of block.columns.entries()) {
      expect(cells.length).toBe(block.length);
      columns[c].push(...cells);
    }
  }
  return columns;
}
