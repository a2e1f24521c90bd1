import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { featureCoverage } from '@twotower/features';
import { parseConfig } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readDataset } from '../read-dataset.ts';
import { withDuckDb } from '../tables/duckdb.ts';
import { folderWith } from '../test-data.ts';
import { inferConfig, lookAtLog, questionsAbout } from './infer-config.ts';

/** A number below `n`, as good as drawn at random, and another draw for another `n`. */
function pick(i: number, n: number): number {
  const hash = Math.imul(i + 1, 0x9e3779b1 ^ Math.imul(n, 0x85ebca6b));
  return ((hash ^ (hash >>> 15)) >>> 3) % n;
}

function lines(row: (i: number) => string, header?: string, rows = 400): string {
  return [
    ...(header === undefined ? [] : [header]),
    ...Array.from({ length: rows }, (_, i) => row(i)),
    '',
  ].join('\n');
}

/** Writes the files, infers from the first one, and reads the log with the YAML that came of it. */
async function inferred(files: Record<string, string | Uint8Array>) {
  const folder = folderWith(files);
  const result = await inferConfig(join(folder, Object.keys(files)[0]), folder);
  expect(parse(result.text)).toEqual(JSON.parse(JSON.stringify(result.input)));
  const { dataset, summary } = await readDataset(parseConfig(parse(result.text)), folder);
  expect(summary.rejected).toBe(0);
  return { ...result, schema: result.input.schema, dataset, summary };
}

function rolesOf({ schema }: { schema: Awaited<ReturnType<typeof inferred>>['schema'] }) {
  return [schema.user.id, schema.item.id, schema.event?.time, schema.event?.type, schema.positive];
}

describe('a config by looking at a log', () => {
  it.each([
    [
      'known names',
      lines(
        (i) => `u${i % 10},i${i % 7},${1.7e12 + i},${i % 3 ? 'impression' : 'click'}`,
        'user_id,item_id,timestamp,event_type',
      ),
      ['user_id', 'item_id', 'timestamp', 'event_type', ['click']],
    ],
    [
      'unknown names',
      lines((i) => `${i % 11};x${i % 9};${(i % 5) + 1};2024-01-0${pick(i, 9) + 1}`, 'aa;bb;cc;dd'),
      ['aa', 'bb', 'dd', undefined, { column: 'cc', atLeast: 4 }],
    ],
    [
      'the item before the user',
      lines((i) => `m${i % 9}\tv${i % 5}\t${1.6e9 + i}`, 'movie\tviewer\twhen'),
      ['viewer', 'movie', 'when', undefined, undefined],
    ],
    [
      'numbered rows',
      lines((i) => `${i},${i % 10},${i % 7}`, 'id,k,l'),
      ['k', 'l', undefined, undefined, undefined],
    ],
    [
      'German names, a column of two values and one of quantities',
      lines(
        (i) =>
          `${pick(i, 2) ? 'm' : 'w'};${100 + pick(i, 40)};${900 + pick(i, 31)};01.05.2024 10:00:${10 + pick(i, 50)};${pick(i, 6) + 1}`,
        'Geschlecht;Kunden-Nr.;Artikelnummer;Zeitpunkt;Menge',
      ),
      ['Kunden-Nr.', 'Artikelnummer', 'Zeitpunkt', undefined, undefined],
    ],
    [
      'no names, and a column of two values first',
      lines((i) => `${pick(i, 2) ? 'a' : 'b'},${100 + pick(i, 40)},${900 + pick(i, 31)}`, 'x,y,z'),
      ['y', 'z', undefined, undefined, undefined],
    ],
    [
      'an attribute with more values than the users',
      lines((i) => `${(i * 7) % 97},${((i * 7) % 97) % 60},${pick(i, 20)}`, 'p,q,r'),
      ['p', 'r', undefined, undefined, undefined],
    ],
    [
      'a name that a column of two values does not deserve',
      lines(
        (i) => `${pick(i, 2) ? 'ios' : 'web'},${100 + pick(i, 40)},p${pick(i, 31)}`,
        'device,abc,product',
      ),
      ['abc', 'product', undefined, undefined, undefined],
    ],
    [
      'event types that nobody named',
      lines((i) => `${pick(i, 40)}\t${pick(i, 31)}\t${pick(i, 4) ? 'pv' : 'cart'}\t${1.6e9 + i}`),
      ['user', 'item', 'time', 'type', ['cart', 'pv']],
    ],
    [
      'the user beside a session',
      lines((i) => `s${i >> 3},p${pick(i, 31)},u${(i >> 4) % 12}`, 'session_id,item_id,user_id'),
      ['user_id', 'item_id', undefined, undefined, undefined],
    ],
    [
      'numbers alone and no header',
      lines((i) => `${pick(i, 40)}\t${pick(i, 31)}\t${pick(i, 5) + 1}\t${1.6e9 + i}`),
      ['user', 'item', 'time', undefined, { column: 'rating', atLeast: 4 }],
    ],
    [
      'two columns of ids and no header',
      lines((i) => `u${pick(i, 40)}\tp${pick(i, 31)}`),
      ['user', 'item', undefined, undefined, undefined],
    ],
    [
      'plays beside user and artist, and no header',
      lines((i) => `${pick(i, 50)}\t${pick(i, 71)}\t${((i * 37) % 397) + 3}`),
      ['user', 'item', undefined, undefined, undefined],
    ],
    [
      'names of several words beside a column of two values',
      lines(
        (i) =>
          `${pick(i, 120)},"P ${(pick(i, 120) * 7) % 60}",${1.6e9 + i},${pick(i, 2) ? 'on' : 'off'},${pick(i, 3)}c`,
        'Customer ID (internal),"Product SKU",When?,flag,constructor',
      ),
      ['Customer ID (internal)', 'Product SKU', 'When?', undefined, undefined],
    ],
    [
      'a name with a comma',
      lines(
        (i) => `${pick(i, 2) ? 'on' : 'off'},"P ${pick(i, 60)}",${pick(i, 31)}`,
        'flag,"Product, SKU",Customer ID (internal)',
      ),
      ['Customer ID (internal)', 'Product, SKU', undefined, undefined, undefined],
    ],
    [
      'a page beside a session',
      lines(
        (i) => `c${pick(i, 40)},/p/${pick(i, 31)},view,${1.6e9 + i},s${i >> 3}`,
        'client_id,page_path,event_name,event_timestamp,session_id',
      ),
      ['client_id', 'page_path', 'event_timestamp', 'event_name', ['view']],
    ],
    [
      'a session as the user where nothing else is',
      lines((i) => `s${i >> 3},p${pick(i, 31)}`, 'session_id,item_id'),
      ['session_id', 'item_id', undefined, undefined, undefined],
    ],
    [
      'types that are no likings',
      lines(
        (i) => `u${pick(i, 30)},p${pick(i, 20)},${['impression', 'dislike', 'hide'][pick(i, 3)]}`,
        'user_id,item_id,action',
      ),
      ['user_id', 'item_id', undefined, 'action', ['impression']],
    ],
  ])('recognises %s', async (_, text, expected) => {
    const { summary, ...found } = await inferred({ 'log.csv': text });
    expect(rolesOf(found)).toEqual(expected);
    expect(summary.rows).toBe(400);
  });

  it('borrows features of both sides from nested JSON', async () => {
    const row = (i: number) =>
      JSON.stringify({
        event: pick(i, 3) ? 'view' : 'remove_from_cart',
        user: { id: `u${pick(i, 30)}`, country: ['DE', 'FR'][pick(i, 30) % 2] },
        product: {
          sku: `p${pick(i, 23)}`,
          category: ['Shoes > Running', 'Bags'][pick(i, 23) % 2],
          price: Math.round(2 ** (pick(i, 23) / 2)),
          tags: [['a', 'b'], ['c']][pick(i, 23) % 2],
          embedding: [0.5, 0.25 * pick(i, 23), -1.5],
        },
        ts: new Date(1.7e12 + i * 1000).toISOString(),
        page: { device: ['ios', 'web', 'tv'][pick(i, 7) % 3] },
      });
    const { text, ...found } = await inferred({ 'events.jsonl': lines(row) });
    expect(rolesOf(found)).toEqual(['user.id', 'product.sku', 'ts', 'event', ['view']]);
    expect(found.schema.user.features).toEqual({
      country: { kind: 'categorical', column: 'user.country' },
      recent: { kind: 'history', length: 50 },
    });
    expect(found.schema.item.features).toEqual({
      category: { kind: 'categories', separator: ' > ', column: 'product.category' },
      price: { kind: 'numeric', transform: 'log', column: 'product.price' },
      tags: { kind: 'categories', column: 'product.tags' },
      embedding: { kind: 'vector', dim: 3, column: 'product.embedding' },
    });
    expect(found.dataset.items.columns['product.tags']).toContainEqual(['a', 'b']);
    expect(text).toContain('#   page.device: { kind: categorical }');
    expect(text).toMatch(/price: \{.*\} # numbers with a long tail/);
  });

  it('reads views without times from Parquet', async () => {
    const folder = folderWith({});
    await withDuckDb((connection) =>
      connection.run(
        `copy (select 'v' || (i % 40) as visitor, '/p/' || (i % 31) as page from range(400) t(i)) to '${folder}/views.parquet' (format parquet)`,
      ),
    );
    const { input, questions } = await inferConfig(join(folder, 'views.parquet'), folder);
    expect(rolesOf(input)).toEqual(['visitor', 'page', undefined, undefined, undefined]);
    expect(questions).toEqual([]);
    const { dataset } = await readDataset(parseConfig(input), folder);
    expect([dataset.users.ids.length, dataset.items.ids.length]).toEqual([40, 31]);
  });

  it('takes in a file of items under another name, and says what it left out', async () => {
    const { text, input, dataset } = await inferred({
      'log.csv': lines((i) => `u${pick(i, 30)},${pick(i, 101)}`, 'user,product.sku'),
      'products.csv': lines(
        (i) => `${i},Name of ${i},${['a', 'b'][pick(i, 2)]},${i * 3},same,${7000 + i}`,
        'sku,title,colour,weight_g,shop,brand_id',
        101,
      ),
    });
    expect(input.data.items).toBe('products.csv');
    expect([input.schema.item.id, input.schema.event?.item]).toEqual(['sku', 'product.sku']);
    expect(Object.keys(input.schema.item.features ?? {})).toEqual(['title', 'colour']);
    expect(text).toMatch(/# - shop: always the same\n\s*# - brand_id: an id of something else/);
    expect(dataset.items.ids).toHaveLength(101);
  });

  it('tells files of users and of items apart, though both number theirs from 1', async () => {
    const { input } = await inferred({
      'log.csv': lines((i) => `${1 + pick(i, 30)},${1 + pick(i, 101)},${i}`, 'user_id,item_id,n'),
      'items.csv': lines((i) => `${1 + i},Name of ${i},${['a', 'b'][i % 2]}`, 'id,title,colour', 101),
      'users.csv': lines((i) => `${1 + i},${['x', 'y', 'z'][i % 3]}`, 'id,plan', 30),
    });
    expect([input.data.users, input.data.items]).toEqual(['users.csv', 'items.csv']);
    expect(input.schema.event).toEqual({ user: 'user_id', item: 'item_id' });
  });

  it('reads embeddings in base64 from a file of items', async () => {
    const vector = (i: number) => Buffer.from(Float32Array.of(i, 0.5, -1, 2).buffer).toString('base64');
    const { schema, dataset } = await inferred({
      'log.csv': lines((i) => `u${pick(i, 30)},${pick(i, 101)}`, 'user,item_id'),
      'items.csv': lines((i) => `${i},${vector(i)}`, 'item_id,embedding', 101),
    });
    expect(schema.item.features).toEqual({ embedding: { kind: 'vector', dim: 4 } });
    const { item } = parseConfig({ schema, data: { events: 'log.csv' } }).schema;
    expect(featureCoverage(item.features, dataset.items)).toMatchObject([{ filled: 1, unusable: 0 }]);
  });

  it('allows for rows without a user, and says so', async () => {
    const folder = folderWith({
      'log.csv': lines((i) => `${pick(i, 10) ? `u${pick(i, 30)}` : ''},p${pick(i, 20)}`, 'user,item'),
    });
    const { input, guesses } = await inferConfig(join(folder, 'log.csv'), folder);
    expect(guesses.join()).toMatch(/\d+ % of the rows \(\d+\) lack a user, item/);
    expect((await readDataset(parseConfig(input), folder)).summary.rejected).toBeGreaterThan(20);
  });

  it('tells times that cannot be read', async () => {
    const { guesses } = await inferred({
      'log.csv': lines(
        (i) => `u${pick(i, 30)},p${pick(i, 20)},week ${1 + pick(i, 9)} of 2010`,
        'user,item,date',
      ),
    });
    expect(guesses.join()).toMatch(/no times: date has values such as week \d of 2010.*write times as 2026-/);
  });

  it('takes times in seconds, milliseconds and dates of one column', async () => {
    const forms = (seconds: number) => [seconds, seconds * 1000, new Date(seconds * 1000).toISOString()];
    const { input, guesses } = await inferred({
      'log.csv': lines(
        (i) => `u${pick(i, 30)},p${pick(i, 20)},${forms(1_700_000_000 + i * 5000)[i % 3]}`,
        'user,item,when',
      ),
    });
    expect(input.schema.event?.time).toBe('when');
    for (const form of ['dates', 'seconds', 'milliseconds']) expect(guesses.join()).toContain(form);
  });

  it.each<[string, (i: number) => string, number]>([
    ['with a field too many or too few', (i) => (i % 20 === 7 ? ',x' : ''), 20],
    ['that repeat the header', (i) => (i % 100 === 99 ? '\nuser_id,item_id,ts' : ''), 0],
    ['with a time that is none', (i) => (i % 50 === 3 ? 'x' : ''), 8],
  ])('finds columns and times in spite of rows %s, and allows for them', async (_, behind, rejected) => {
    const folder = folderWith({
      'log.csv': lines(
        (i) => `u${pick(i, 30)},p${pick(i, 20)},${1_700_000_000 + i * 5000}${behind(i)}`,
        'user_id,item_id,ts',
      ),
    });
    const { input } = await inferConfig(join(folder, 'log.csv'), folder);
    expect(input.schema.event).toEqual({ time: 'ts' });
    const { summary } = await readDataset(parseConfig(input), folder);
    expect([summary.accepted, summary.rejected]).toEqual([summary.rows - rejected, rejected]);
  });

  it.each([
    ['a spreadsheet that names the delimiter', 'sep=;\r\n', ';'],
    ['a comment', '# orders of the shop, by night\n', ','],
  ])('looks past what stands before the header: %s', async (_, before, delimiter) => {
    const row = (i: number) => [`u${pick(i, 30)}`, `p${pick(i, 20)}`, `${1_700_000_000 + i * 5000}`];
    const table = lines((i) => row(i).join(delimiter), ['user_id', 'item_id', 'ts'].join(delimiter));
    const folder = folderWith({ 'log.csv': before + table });
    const { input } = await inferConfig(join(folder, 'log.csv'), folder);
    expect(input.schema).toMatchObject({
      user: { id: 'user_id' },
      item: { id: 'item_id' },
      event: { time: 'ts' },
    });
    const { summary, dataset } = await readDataset(parseConfig(input), folder);
    expect([summary.rejected, dataset.users.ids.length]).toEqual([0, 30]);
  });

  it('allows for dates that the order of day and month of the others makes impossible', async () => {
    const folder = folderWith({
      'log.csv': lines(
        (i) => `u${pick(i, 30)},p${pick(i, 20)},${i % 10 ? `${13 + pick(i, 9)}/2` : '2/20'}/2010 8:26`,
        'user,item,at',
      ),
    });
    const { input, guesses } = await inferConfig(join(folder, 'log.csv'), folder);
    expect(guesses).toContainEqual(expect.stringMatching(/^10 % of the rows \(\d+\) lack/));
    const { summary } = await readDataset(parseConfig(input), folder);
    expect(summary.rejectReasons).toEqual({ 'at: not a time': 40 });
  });

  it.each(['NA', 'null', 'NaN', 'None', '\\N', '-', ''])(
    'proposes the same ratings where some are missing as %j',
    async (word) => {
      const rated = (missing: number) =>
        lines(
          (i) => `u${pick(i, 30)},p${pick(i, 20)},${i % 100 < missing ? word : pick(i, 5) + 1}`,
          'user_id,item_id,rating',
        );
      for (const missing of [0, 1, 30]) {
        const folder = folderWith({ 'log.csv': rated(missing) });
        const { input } = await inferConfig(join(folder, 'log.csv'), folder);
        expect(input.schema.positive).toEqual({ column: 'rating', atLeast: 4 });
      }
    },
  );

  it.each([
    ['True', 'False', 'liked'],
    ['true', 'false', 'clicked'],
    ['Y', 'N', 'is_click'],
    ['yes', 'NO', 'purchased'],
    ['t', 'f', 'is_favorite'],
    ['1', '0', 'label'],
    ['1.0', '0.0', 'hasBought'],
    ['True', 'False', 'rating'],
  ])('proposes the rows that say %s and not %s in %s', async (yes, no, column) => {
    const folder = folderWith({
      'log.csv': lines(
        (i) => `u${pick(i, 30)},p${pick(i, 20)},${i % 50 === 7 ? 'NA' : pick(i, 3) ? yes : no}`,
        `user_id,item_id,${column}`,
      ),
    });
    const { input, guesses } = await inferConfig(join(folder, 'log.csv'), folder);
    expect(input.schema.positive).toEqual({ column, atLeast: 1 });
    expect(guesses).toContainEqual(expect.stringContaining(`rows with ${column} = ${yes} (6`));
  });

  it('says why a column named like a rating is taken for none', async () => {
    const { guesses } = await inferred({
      'log.csv': lines(
        (i) => `u${pick(i, 30)},p${pick(i, 20)},${i === 9 ? 'five' : pick(i, 5) + 1}`,
        'user_id,item_id,rating',
      ),
    });
    expect(guesses).toContain('positives: every row');
    expect(guesses).toContain(
      'no ratings: 1 of 400 values in rating are no numbers, such as five; write numbers, or set schema.positive: { column: rating, atLeast: 4 }, which rejects those rows',
    );
  });

  it('tells of times and ids what inspect tells', async () => {
    const { guesses, schema } = await inferred({
      'log.csv': lines(
        (i) =>
          `u${pick(i, 30)},${i % 4 ? `p${pick(i, 20)}` : 'null'},${i < 200 ? 1.7e9 + i : 1.7e12 + i * 1000}`,
        'user_id,item_id,ts',
      ),
    });
    expect(schema.event).toEqual({ time: 'ts' });
    expect(guesses).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^the times in ts are not all of one kind: 200 seconds, 200 milliseconds/),
        expect.stringMatching(/^the log covers 7 minutes only/),
        expect.stringMatching(/^25 % of the events \(100\) have the item "null" in item_id/),
      ]),
    );
  });

  it('says that a log of one day alone has no times', async () => {
    const { guesses, schema } = await inferred({
      'log.csv': lines((i) => `u${pick(i, 30)},p${pick(i, 20)},2024-05-07`, 'user_id,item_id,ts'),
    });
    expect(schema.event).toBeUndefined();
    expect(guesses).toContainEqual(
      expect.stringMatching(/^no times: all rows have the time 2024-05-07T00:00:00\.000Z in ts/),
    );
  });

  it('takes in a file whose ids join by their whole number, and tells of one whose do not', async () => {
    const items = (form: (n: number) => string) =>
      lines((i) => `${form(100 + i)},${['red', 'blue'][i % 2]}`, 'item_id,colour', 31);
    const events = (form: (n: number) => string) =>
      lines((i) => `u${pick(i, 30)},${form(100 + pick(i, 31))}`, 'user_id,item_id');
    const joined = await inferred({ 'log.csv': events((n) => `${n}.0`), 'items.csv': items(String) });
    expect(joined.input.data.items).toBe('items.csv');
    expect(joined.dataset.items.ids).toHaveLength(31);
    const apart = await inferred({ 'log.csv': events((n) => `00${n}`), 'items.csv': items(String) });
    expect(apart.input.data.items).toBeUndefined();
    expect(apart.guesses).toContainEqual(
      expect.stringMatching(
        /^items\.csv would describe the items, but 100 % of the log's ids are written otherwise there, "00(\d+)" in item_id and "\1" in item_id, which differ in leading zeros/,
      ),
    );
  });

  it('takes in files without a header that are called by what they describe', async () => {
    const { input, dataset } = await inferred({
      'ratings.dat': lines(
        (i) => `${1 + pick(i, 30)}::${1 + pick(i, 31)}::${pick(i, 5) + 1}::${1.6e9 + i * 1e5}`,
      ),
      'movies.dat': lines(
        (i) => `${1 + i}::Film ${i} (19${10 + i})::${['Drama|War', 'Comedy'][i % 2]}`,
        undefined,
        31,
      ),
      'users.dat': lines((i) => `${1 + i}::${['F', 'M'][i % 2]}`, undefined, 30),
    });
    expect(input.data).toMatchObject({
      users: 'users.dat',
      items: 'movies.dat',
      format: {
        columns: {
          events: ['user', 'item', 'rating', 'time'],
          users: ['user', 'column2'],
          items: ['item', 'column2', 'column3'],
        },
      },
    });
    expect(input.schema.item.features).toMatchObject({
      column2: { kind: 'text' },
      column3: { kind: 'categories', separator: '|' },
    });
    expect([dataset.users.ids.length, dataset.items.ids.length]).toEqual([30, 31]);
  });

  describe('of rows that hold lists', () => {
    const list = (i: number, sign: string, entry = (n: number) => `i${n}`) =>
      Array.from({ length: 2 + pick(i, 4) }, (_, k) => entry(pick(7 * i + k, 60))).join(sign);
    const entries = (rows: number) =>
      Array.from({ length: rows }, (_, i) => 2 + pick(i, 4)).reduce((a, b) => a + b, 0);

    it.each([
      ['that blanks part', (i: number) => `u${pick(i, 30)}\t${list(i, ' ')}`, 'user_id\titems', ' '],
      ['called a history', (i: number) => `u${pick(i, 30)},${list(i, ' ')}`, 'uid,history', ' '],
      [
        'of Python',
        (i: number) => `u${pick(i, 30)}\t[${list(i, ', ', (n) => `'i${n}'`)}]`,
        'user_id\tbasket',
        ' ',
      ],
      [
        'that a sign parts',
        (i: number) => `u${pick(i, 30)},${list(i, '|', (n) => `milk ${n}`)}`,
        'customer,products',
        '|',
      ],
    ])('makes one event of each entry of lists %s', async (_, row, header, separator) => {
      const { input, summary, dataset } = await inferred({ 'log.csv': lines(row, header) });
      const [user, column] = header.split(/[\t,]/);
      expect(input.data.explode).toEqual({ column, separator });
      expect([input.schema.user.id, input.schema.item.id, input.schema.positive]).toEqual([
        user,
        column,
        undefined,
      ]);
      expect([summary.rows, dataset.items.ids.length]).toEqual([entries(400), 60]);
    });

    it('reads impressions with what was clicked, without a header, beside a history', async () => {
      const row = (i: number) =>
        `${i}\tU${pick(i, 30)}\t2024-01-0${1 + pick(i, 9)} 10:00:${10 + pick(i, 49)}\t${list(pick(i, 30), ' ')}\t${list(i, ' ', (n) => `N${n}-${(i + n) % 5 === 0 ? 1 : 0}`)}`;
      const { input, guesses, dataset, summary } = await inferred({ 'behaviors.tsv': lines(row) });
      expect(input.data).toMatchObject({
        explode: { column: 'item', separator: ' ', label: { separator: '-', column: 'clicked' } },
        format: { columns: { events: ['column1', 'user', 'time', 'column4', 'item'] } },
      });
      expect(rolesOf({ schema: input.schema })).toEqual([
        'user',
        'item',
        'time',
        undefined,
        { column: 'clicked', atLeast: 1 },
      ]);
      expect(guesses).toContain(
        'events: each entry of the lists in item is one, with what stands behind its last "-" in the column clicked (data.explode)',
      );
      expect(dataset.items.ids).toHaveLength(60);
      expect(summary.rows).toBe(entries(400));
    });

    it('reads the events of sessions in JSON lines', async () => {
      const row = (i: number) =>
        JSON.stringify({
          session: i >> 1,
          events: Array.from({ length: 2 + pick(i, 4) }, (_, k) => ({
            aid: 100 + pick(7 * i + k, 60),
            ts: 1.7e12 + i * 1e6 + k,
            type: ['clicks', 'carts', 'orders'][pick(i + k, 3)],
          })),
        });
      const { input, ...found } = await inferred({ 'train.jsonl': lines(row) });
      expect(input.data.explode).toEqual({ column: 'events', separator: ' ' });
      expect(rolesOf(found)).toEqual([
        'session',
        'events.aid',
        'events.ts',
        'events.type',
        ['carts', 'clicks', 'orders'],
      ]);
      expect(found.summary.rows).toBe(entries(400));
    });

    it.each([
      [
        'genres beside the item',
        lines((i) => `u${pick(i, 30)},p${pick(i, 20)},a1|b${pick(i, 20) % 3}`, 'user,song,artists'),
      ],
      ['titles', lines((i) => `u${pick(i, 30)},Part ${pick(i, 20)} of the long story`, 'user,movie')],
      [
        'times',
        lines((i) => `u${pick(i, 30)},p${pick(i, 20)},11/1${pick(i, 9)}/2019 9:05:58 AM`, 'a,b,when'),
      ],
      ['vectors', lines((i) => `u${pick(i, 30)},p${pick(i, 20)},0.${pick(i, 9)} 0.5 1.5`, 'a,b,c')],
    ])('leaves %s as they are', async (_, text) => {
      const folder = folderWith({ 'log.csv': text });
      const { input } = await inferConfig(join(folder, 'log.csv'), folder);
      expect(input.data.explode).toBeUndefined();
    });
  });

  it('numbers columns of one name', async () => {
    const { input } = await inferred({
      'log.csv': lines((i) => `u${pick(i, 30)},${i},p${pick(i, 20)},${pick(i, 9)}`, 'user,n,item,n'),
    });
    expect(input.data.format).toEqual({ header: true, columns: { events: ['user', 'n', 'item', 'n_2'] } });
  });

  it('finds latin-1 beyond the beginning of a file', async () => {
    const text = lines(
      (i) => `u${pick(i, 30)},${i === 9999 ? 'Amélie' : `p${pick(i, 20)}`}`,
      'user,item',
      10_000,
    );
    const { input, dataset } = await inferred({ 'log.csv': Buffer.from(text, 'latin1') });
    expect(input.data.format).toEqual({ encoding: 'latin-1' });
    expect(dataset.items.ids).toContain('Amélie');
  });
});

describe('what is no log', () => {
  const garbage = Uint8Array.from({ length: 5000 }, (_, i) => ((i * 7919 + (i >> 3) * 104_729) % 255) + 1);
  it.each([
    ['bytes that are no text', garbage, /not UTF-8; set data\.format\.encoding/],
    ['one column', 'user\nu1\nu2\n', /has only one column \("user"\).*two: a user and an item.*delimiter/],
    ['a header alone', 'user,item\n', /has no rows to look at/],
    [
      'texts',
      lines(() => 'some words,other words', 'text,more'),
      /no user column recognised among text, more/,
    ],
  ])('is told with the mend: %s', async (_, content, message) => {
    const folder = folderWith({ 'log.csv': content });
    await expect(inferConfig(join(folder, 'log.csv'))).rejects.toThrow(message);
  });

  it.each([
    ['one row', 'user,item\nu1,i1\n', /has one row, too few to tell columns apart/],
    [
      'a list a user',
      lines((i) => [i, ...Array.from({ length: 1 + pick(i, 40) }, (_, k) => k * i)].join(' ')),
      /first lines have 2 to \d+ fields.*one event a line is needed.*function.*twotower\.config\.ts/,
    ],
    ['a line without an end', 'u1,i1,'.repeat(200_000), /first line is longer than 1 MB/],
    ['a very wide line', `${'a,'.repeat(20_000)}b\n1,2\n`, /first line has 20,001 fields/],
    [
      'a database',
      Buffer.from(`SQLite format 3\0${'\0'.repeat(100)}`),
      /SQLite database.*data\.events: \{ sqlite: log\.csv, table: \.\.\. \}/,
    ],
  ])('is told what to do instead: %s', async (_, content, message) => {
    const folder = folderWith({ 'log.csv': content });
    await expect(inferConfig(join(folder, 'log.csv'))).rejects.toThrow(message);
  });

  it.each([
    ['loop.csv', /loop\.csv: links that lead round in a circle/],
    ['dangling.csv', /dangling\.csv: a link to gone\.csv, which does not exist/],
    ['pipe.csv', /pipe\.csv: neither a file nor a folder but a pipe/],
    ['.', /a folder; init looks at one file: name one of them, such as .*a\.csv$/],
    ['*.csv', /no such file; init looks at one file, no glob: name one of them, such as .*a\.csv$/],
    ['*.tsv', /no glob, and here is none to read/],
    ['empty', /empty: a folder; init looks at one file, and here is none to read/],
  ])('is no file: %s', async (name, message) => {
    const folder = folderWith({ 'a.csv': 'user,item\n', 'b.csv': 'user,item\n' });
    symlinkSync('loop.csv', join(folder, 'loop.csv'));
    symlinkSync('gone.csv', join(folder, 'dangling.csv'));
    mkdirSync(join(folder, 'empty'));
    execFileSync('mkfifo', [join(folder, 'pipe.csv')]);
    const told = expect(lookAtLog(join(folder, name))).rejects;
    await told.toMatchObject({ name: 'DataError', message: expect.stringMatching(message) });
  });

  it('does not trip over neighbours that cannot be read', async () => {
    const folder = folderWith({ 'log.csv': lines((i) => `u${pick(i, 30)},p${pick(i, 20)}`, 'user,item') });
    symlinkSync('loop.csv', join(folder, 'loop.csv'));
    symlinkSync('gone.csv', join(folder, 'dangling.csv'));
    const { input } = await inferConfig(join(folder, 'log.csv'), folder);
    expect(input.schema.item.id).toBe('item');
  });

  it('is a file that is not there', async () => {
    await expect(inferConfig('/no/such.csv')).rejects.toThrow(/no such file; name a CSV/);
  });
});

describe('questions', () => {
  const unnamed = lines((i) => `${pick(i, 40)},${(i * 3) % 71},${pick(i, 5) + 1}`, 'a,b,c');

  it('are asked where names do not tell, with the guess among the options', async () => {
    const log = await lookAtLog(join(folderWith({ 'log.csv': unnamed }), 'log.csv'));
    const [user, positive, ...rest] = questionsAbout(log);
    expect([user.key, user.guess, user.options.map(({ value }) => value)]).toEqual(['user', 'a', ['a', 'b']]);
    expect([positive.key, positive.guess]).toEqual(['positive', 'c >= 4']);
    expect(positive.options.map(({ value }) => value)).toEqual(['c >= 4', 'c >= 3', 'c >= 5', 'every row']);
    expect(rest).toEqual([]);
  });

  it.each([
    ['with a header', unnamed, 'b', ['b', 'a', undefined, undefined, undefined]],
    ['without one', unnamed.slice(6), 'column2', ['user', 'item', undefined, undefined, undefined]],
  ])('are settled by answers %s', async (_, text, user, expected) => {
    const folder = folderWith({ 'log.csv': text });
    const log = await lookAtLog(join(folder, 'log.csv'));
    const [, positive] = questionsAbout(log);
    const answers = { user, positive: positive.options.at(-1)?.value };
    expect(questionsAbout(log, answers)).toEqual([]);
    const { input } = await inferConfig(log, folder, answers);
    expect(rolesOf(input)).toEqual(expected);
    expect(input.data.format?.columns?.events).toEqual(user === 'b' ? undefined : ['item', 'user', 'rating']);
  });

  it('offer flags, types and what a person would count', async () => {
    const ask = async (text: string) =>
      questionsAbout(await lookAtLog(join(folderWith({ 'log.csv': text }), 'log.csv')))[0];
    const flags = await ask(
      lines(
        (i) => `u${pick(i, 30)},p${pick(i, 20)},${pick(i, 2)},${pick(i, 3) ? 0 : 1}`,
        'user_id,item_id,is_like,is_click',
      ),
    );
    expect(flags.options.map(({ value }) => value)).toEqual(['is_like', 'is_click', 'every row']);
    const types = await ask(
      lines(
        (i) => `u${pick(i, 30)},p${pick(i, 20)},${['view', 'purchase', 'hide'][pick(i, 3)]}`,
        'user_id,item_id,event',
      ),
    );
    expect(types.guess).toBe('purchase,view');
    expect(types.options.map(({ value }) => value)).toContain('purchase');
  });

  it('are asked about a column of two values, and where no type looks like a liking', async () => {
    const ask = async (text: string) =>
      questionsAbout(await lookAtLog(join(folderWith({ 'log.csv': text }), 'log.csv')));
    const [item] = await ask(
      lines((i) => `u${pick(i, 30)},${pick(i, 2) ? 'on' : 'off'},${pick(i, 7) % 2}c`, 'user_id,switch,mode'),
    );
    expect([item.key, item.options.map(({ value }) => value).sort()]).toEqual(['item', ['mode', 'switch']]);
    const [positive] = await ask(
      lines(
        (i) => `u${pick(i, 30)},p${pick(i, 20)},${['impression', 'dislike', 'hide'][pick(i, 3)]}`,
        'user_id,item_id,action',
      ),
    );
    expect([positive.guess, positive.message]).toEqual([
      'impression',
      'No action looks like a liking. Which rows are positives, the ones to learn from?',
    ]);
    const [dislikes] = await ask(
      lines(
        (i) => `u${pick(i, 30)},p${pick(i, 20)},${['dislike', 'hide'][pick(i, 2)]}`,
        'user_id,item_id,action',
      ),
    );
    expect([dislikes.guess, dislikes.message]).toEqual(['dislike,hide', positive.message]);
  });

  it('are not asked where names tell', async () => {
    const log = await lookAtLog(
      join(
        folderWith({ 'log.csv': lines((i) => `u${pick(i, 30)},p${pick(i, 20)}`, 'user_id,item_id') }),
        'log.csv',
      ),
    );
    expect(questionsAbout(log)).toEqual([]);
  });

  it('refuse answers that are none', async () => {
    const log = await lookAtLog(join(folderWith({ 'log.csv': unnamed }), 'log.csv'));
    expect(() => questionsAbout(log, { user: 'bb' })).toThrow(/user: "bb" is no answer.*did you mean "b"/);
  });
});
