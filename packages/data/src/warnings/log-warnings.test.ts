import type { ConfigInput } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { inspectDataset } from '../inspect/inspect-dataset.ts';
import { readDataset } from '../read-dataset.ts';
import { configOf, folderWith } from '../test-data.ts';
import { logWarnings } from './log-warnings.ts';

const day = 86_400;
const start = Date.UTC(2024, 0) / 1000;

interface Row {
  readonly user: string;
  readonly item: string;
  readonly time: string | number;
}

/** 600 events of 30 users on 40 items over two months; `change` writes a row otherwise. */
function log(change: (row: Row, i: number) => Partial<Row> = () => ({})): string {
  const rows = Array.from({ length: 600 }, (_, i) => {
    const row = {
      user: `u${i % 30}`,
      item: String(9000 + ((i * 7 + (i >> 4)) % 40)),
      time: start + i * day * 0.1,
    };
    const { user, item, time } = { ...row, ...change(row, i) };
    return `${user},${item},${time}`;
  });
  return `user,item,at\n${rows.join('\n')}\n`;
}

const catalogue = (form: (n: number) => string) =>
  `item,colour\n${Array.from({ length: 40 }, (_, n) => `${form(9000 + n)},${n % 2 ? 'red' : 'blue'}`).join('\n')}\n`;

async function warned(events: string, items?: string, schema: Partial<ConfigInput['schema']> = {}) {
  const folder = folderWith({ 'log.csv': events, ...(items && { 'items.csv': items }) });
  const config = configOf(
    { events: 'log.csv', ...(items && { items: 'items.csv' }) },
    { event: { time: 'at' }, ...schema },
  );
  const { dataset, summary } = await readDataset(config, folder, { now: Date.UTC(2026, 0) });
  return { config, dataset, summary, warnings: logWarnings(dataset, summary, config) };
}

describe('a log without faults', () => {
  it('is not warned of', async () => {
    expect((await warned(log(), catalogue(String))).warnings).toEqual([]);
  });
});

describe('ids', () => {
  it.each(['nan', 'NULL', 'None', 'N/A', 'undefined', '\\N', '-', '(not set)'])(
    'such as %s are told to be no ids, with their share, however small',
    async (word) => {
      const { warnings } = await warned(log((_, i) => (i % 100 === 3 ? { item: word } : {})));
      expect(warnings).toEqual([
        expect.stringMatching(
          /^1 % of the events \(6\) have the item .* in item: that looks like a word for a missing id/,
        ),
      ]);
      expect(warnings[0]).toContain(JSON.stringify(word));
    },
  );

  it('that may be real are told of where they have far more than their share', async () => {
    const often = await warned(log((_, i) => (i % 3 === 0 ? { user: 'guest' } : {})));
    expect(often.warnings).toEqual([
      expect.stringMatching(/^33 % of the events \(200\) have the user "guest" in user/),
    ]);
    expect((await warned(log((_, i) => (i % 30 === 0 ? { user: 'guest' } : {})))).warnings).toEqual([]);
  });

  it('with a large share of the log are named with the key that mends it', async () => {
    const { warnings } = await warned(
      log((row, i) => ({
        ...(i % 2 === 0 && { user: 'crawler' }),
        item: i % 5 < 2 ? 'start-page' : row.item,
      })),
    );
    expect(warnings).toEqual([
      expect.stringMatching(
        /^50 % of the positives \(300\) are of the user "crawler".*training\.positivesPerUser/,
      ),
      expect.stringMatching(
        /^40 % of the positives \(240\) are of the item "start-page".*training\.subsample/,
      ),
    ]);
  });

  it.each([
    ['leading zeros', (id: string) => `000${id}`, String],
    ['blanks around it', (id: string) => `${id} `, String],
    ['capital letters', (id: string) => `SKU${id}`, (n: number) => `sku${n}`],
    ['the way it is written', (id: string) => `{${id}}`, String],
    ['the .0 of fractions', (id: string) => id, (n: number) => `${n}.0`],
  ])('that do not join for %s are told in both forms, with their shares', async (why, inLog, inFile) => {
    const { warnings } = await warned(
      log(({ item }, i) => (i % 4 === 0 ? { item: inLog(item) } : { item: inFile(Number(item)) })),
      catalogue(inFile),
    );
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(
      /^\d+ % of the log's items, with 25 % of its events, would have a row in data\.items but for/,
    );
    expect(warnings[0]).toContain(why);
    const [, logForm, fileForm] = /: ("[^"]*") in item, ("[^"]*") in item;/.exec(warnings[0]) ?? [];
    const id = String(JSON.parse(fileForm))
      .replace(/\D|\.0$/g, '')
      .slice(0, 4);
    expect([JSON.parse(logForm), JSON.parse(fileForm)]).toEqual([inLog(id), inFile(Number(id))]);
  });

  it('that pandas wrote as fractions join by themselves, and that is told', async () => {
    const { dataset, summary, warnings } = await warned(
      log(({ item }) => ({ item: `${item}.0` })),
      catalogue(String),
    );
    expect(dataset.items.ids).toHaveLength(40);
    expect(summary.sides.items).toMatchObject({
      rows: 40,
      rejected: 0,
      described: 40,
      joined: { rows: 600, first: '9000.0' },
    });
    expect(warnings).toEqual([
      '100 % of the events name the item as "9000.0" in item, and data.items has "9000" in item: taken for the same, under the form of data.items',
    ]);
  });

  it('that are no whole number, or that the file has as they are, stay what they are', async () => {
    const both = `${catalogue(String)}9000.0,green\n`;
    const { dataset } = await warned(
      log(({ item }, i) => (i % 2 === 0 ? { item: `${item}.0` } : i % 3 === 0 ? { item: '9000.5' } : {})),
      both,
    );
    expect(dataset.items.ids).toHaveLength(42);
    expect(dataset.items.ids).toContain('9000.0');
  });

  it('that are all unknown to the file are told, though no form says why', async () => {
    const { warnings } = await warned(
      log(),
      catalogue((n) => `film-${n - 5000}`),
    );
    expect(warnings).toEqual([
      '100 % of the log\'s items, with 100 % of its events, have no row in data.items: "9000" in item, "film-4000" in item; look whether schema.item.id and schema.event.item name columns of the same ids',
    ]);
  });

  it('that stand in one log in two forms are told', async () => {
    const { warnings } = await warned(log(({ item }, i) => (i % 2 === 0 ? { item: `${item}.0` } : {})));
    expect(warnings).toEqual([
      expect.stringMatching(
        /^\d+ % of the log's items.* are there twice but for the \.0 .*"\d+(\.0)?" and "\d+(\.0)?" in item/,
      ),
    ]);
  });
});

describe('times', () => {
  it('in seconds and milliseconds are read value by value, and that is told', async () => {
    const { dataset, summary, warnings } = await warned(
      log(({ time }, i) => (i < 450 ? {} : { time: Number(time) * 1000 })),
    );
    const { time } = dataset.readUsers(0, 30);
    expect(time.toSorted()).toEqual(
      Float64Array.from({ length: 600 }, (_, i) => (start + i * day * 0.1) * 1000),
    );
    expect(summary).toMatchObject({ timeUnit: 'seconds', timeForms: { seconds: 450, milliseconds: 150 } });
    expect(warnings).toEqual([
      expect.stringMatching(
        /^the times in at are not all of one kind: 450 seconds, 150 milliseconds; each was read as its own/,
      ),
    ]);
  });

  it('that count from a beginning of their own have one unit, whatever their size', async () => {
    const { dataset, summary } = await warned(log((_, i) => ({ time: i * 2e9 })));
    expect(summary.timeForms).toEqual({ milliseconds: 600 });
    expect(dataset.readUsers(0, 30).time.toSorted()[599]).toBe(599 * 2e9);
  });

  it.each([
    [
      'one instant',
      () => '2024-05-07',
      /^all events have the time 2024-05-07T00:00.*in at: histories have no order/,
    ],
    [
      'one day',
      (i: number) => start + i * 60,
      /^the log covers 10 hours only, 2024-01-01T00:00.*leave-last-out/,
    ],
    [
      'another unit',
      (i: number) => 1e8 + i * day,
      /^the first event is of 1973-03-03.*\(taken for seconds\) may be wrong, or a number such as 0 or -1/,
    ],
    [
      'the far future',
      (i: number) => 2e13 + i * 1e6,
      /^600 events lie in the future, up to .*\(taken for milliseconds\)/,
    ],
  ])('of %s are told', async (_, time, words) => {
    const { dataset, summary, config } = await warned(log((_, i) => ({ time: time(i) })));
    const { warnings } = inspectDataset(dataset, summary, config);
    expect(warnings.filter((warning) => words.test(warning))).toHaveLength(1);
  });
});

describe('features', () => {
  const rows = (cells: (i: number) => string, names: string) =>
    `user,item,at,${names}\n${Array.from({ length: 600 }, (_, i) => `u${i % 30},p${i % 17},${start + i * day * 0.1},${cells(i)}`).join('\n')}\n`;

  it('of the request are told as those of users and items', async () => {
    const { warnings } = await warned(
      rows((i) => `,${i % 5 ? '2024-01-31' : 'soon'},${i % 2 ? 3 : 'N/A'}`, 'device,planned,rank'),
      undefined,
      {
        context: {
          device: { kind: 'categorical' },
          when: { kind: 'time', column: 'planned' },
          rank: { kind: 'numeric' },
        },
      },
    );
    expect(warnings).toEqual([
      'the context feature device has no value in the column device; leave it out or name another column',
      '20 % of the events (120) have a text in planned that is no time, such as "soon", and counts as missing for the context feature when; write times, or give it kind: categorical',
    ]);
  });

  it('of numbers are told where texts count as missing, and words for missing ones are not', async () => {
    const item = { id: 'item', features: { price: { kind: 'numeric' } } } as const;
    const some = await warned(
      rows((i) => (i % 17 < 4 ? 'from 5' : i % 17 < 8 ? '-' : '9.50'), 'price'),
      undefined,
      { item },
    );
    expect(some.warnings).toEqual([
      '24 % of the items (4) have a text in price that is no number, such as "from 5", and counts as missing for the item feature price; write numbers, or give it kind: categorical',
    ]);
    const all = await warned(
      rows((i) => (i % 17 < 4 ? 'N/A' : 'ask'), 'price'),
      undefined,
      { item },
    );
    expect(all.warnings).toEqual([
      expect.stringMatching(
        /^76 % of the items \(13\).*such as "ask".*so that the feature has no value at all/,
      ),
    ]);
  });
});

describe('weights', () => {
  const counts = Array.from({ length: 600 }, (_, i) => (i % 200 === 7 ? 5000 : 1 + (i % 9)));
  const weighted = (transform?: 'none' | 'log') => {
    const rows = log().trimEnd().split('\n');
    const events = rows.map((row, i) => `${row},${i === 0 ? 'plays' : counts[i - 1]}`).join('\n');
    return warned(events, undefined, {
      event: { time: 'at', weight: transform ? { column: 'plays', transform } : 'plays' },
    });
  };

  it.each([undefined, 'none'] as const)('of which a few have most of the sum are told (%s)', async (as) => {
    expect((await weighted(as)).warnings).toEqual([
      'the heaviest 1 % of the positives have 84 % of the weight in plays, so that they decide what is learnt: set schema.event.weight: { column: plays, transform: log }',
    ]);
  });

  it('are not told where the logarithm is taken already', async () => {
    expect((await weighted('log')).warnings).toEqual([]);
  });
});
