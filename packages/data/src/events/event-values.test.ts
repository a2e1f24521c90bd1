import type { ConfigInput } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { readDataset } from '../read-dataset.ts';
import { configOf, eventsOf, folderWith } from '../test-data.ts';

/** A log of users `u0`, `u1`, ... with one event each, in whose column `x` these values stand. */
async function readColumn(values: readonly string[], schema: Partial<ConfigInput['schema']>) {
  const lines = values.map((value, i) => `u${i},i${i % 2},${value}\n`);
  const folder = folderWith({ 'log.csv': `user,item,x\n${lines.join('')}` });
  const config = configOf({ events: 'log.csv', rejects: { atMost: 1 } }, schema);
  const { dataset, summary } = await readDataset(config, folder);
  return { events: eventsOf(dataset), summary };
}

describe('a threshold', () => {
  const positive = { column: 'x', atLeast: 1 };
  it.each([
    ['True', 'False'],
    ['true', 'false'],
    ['Y', 'N'],
    ['yes', 'NO'],
    ['1', '0'],
    ['1.0', '0.0'],
    ['t', 'f'],
  ])('of 1 takes %s and not %s', async (yes, no) => {
    const { events, summary } = await readColumn([yes, no, yes, 'NA'], { positive });
    expect([...events.positive]).toEqual([1, 0, 1, 0]);
    expect(summary.rejected).toBe(0);
  });

  it.each(['NA', 'null', 'NaN', '\\N', 'None', '-', 'N/A', 'nil', ''])(
    'is not reached by a missing rating, %j',
    async (missing) => {
      const { events, summary } = await readColumn(['5', missing, '3'], {
        positive: { column: 'x', atLeast: 4 },
      });
      expect([...events.positive]).toEqual([1, 0, 0]);
      expect(summary.rejected).toBe(0);
    },
  );

  it('rejects what is neither number nor flag nor missing', async () => {
    const { summary } = await readColumn(['1', 'good', '1', '1'], { positive });
    expect(summary.rejectReasons).toEqual({ 'x: not a number': 1 });
  });
});

describe('a weight', () => {
  it('is a number as people write it, and 1 where it is missing', async () => {
    const { events } = await readColumn(['2.50', '"1,500.00"', 'NA', '', '0'], { event: { weight: 'x' } });
    expect([...events.weight]).toEqual([2.5, 1500, 1, 1, 0]);
  });

  it('is transformed as the config says, so that 0 stays 0 and a tail is short', async () => {
    const read = async (weight: string | { column: string; transform?: 'log' }) => [
      ...(await readColumn(['0', '1', '"1,000.00"', 'NA'], { event: { weight } })).events.weight,
    ];
    expect(await read({ column: 'x' })).toEqual(await read('x'));
    expect(await read({ column: 'x', transform: 'log' })).toEqual(
      [0, Math.log(2), Math.log(1001), Math.log(2)].map(Math.fround),
    );
  });

  it('is refused where training could not hold it, with the reason', async () => {
    const { events, summary } = await readColumn(['3.4e38', '1e39', '3.5e38', '1', '-1', 'much'], {
      event: { weight: 'x' },
    });
    expect([...events.weight]).toEqual([Math.fround(3.4e38), 1]);
    expect(summary.rejectReasons).toEqual({
      'x: a weight beyond 3.4e38, the largest that training can hold': 2,
      'x: a weight below 0': 1,
      'x: not a number': 1,
    });
  });
});

it('events without an id are no duplicates of each other, whatever the word for it', async () => {
  const folder = folderWith({ 'log.csv': 'user,item,id\nu,a,null\nu,b,null\nu,a,NA\nv,a,7\nv,b,7\n' });
  const { summary } = await readDataset(configOf({ events: 'log.csv' }, { event: { id: 'id' } }), folder);
  expect(summary).toMatchObject({ rows: 5, accepted: 4, duplicates: 1 });
});

it('a feature that the log tells is the first value that an entity has', async () => {
  const folder = folderWith({ 'log.csv': 'user,item,price\nu,a,NA\nv,a,"1,250.00"\nv,b,7\nu,a,3\n' });
  const config = configOf(
    { events: 'log.csv' },
    { item: { id: 'item', features: { price: { kind: 'numeric' } } } },
  );
  const { dataset } = await readDataset(config, folder);
  expect(dataset.items.columns.price).toEqual([1250, 7]);
});
