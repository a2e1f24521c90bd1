import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseConfig } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { inferConfig } from './infer/infer-config.ts';
import { readDataset } from './read-dataset.ts';
import { eventsOf } from './test-data.ts';

const folder = process.env.TWOTOWER_DATASETS ?? '';
const real = it.skipIf(!existsSync(folder));

describe('real logs give their documented counts', () => {
  real('ml-100k: tab, no header, items in latin-1 with bars', async () => {
    const names = ['item', 'title', 'date', 'x', 'url', ...Array.from({ length: 19 }, (_, i) => `g${i}`)];
    const config = parseConfig({
      schema: {
        user: { id: 'user', features: { age: { kind: 'numeric' } } },
        item: { id: 'item', attributes: ['title'] },
        event: { time: 'time' },
        positive: { column: 'rating', atLeast: 4 },
      },
      data: {
        events: 'ml-100k/u.data',
        users: 'ml-100k/u.user',
        items: 'ml-100k/u.item',
        format: {
          header: false,
          encoding: 'latin-1',
          columns: {
            events: ['user', 'item', 'rating', 'time'],
            users: ['user', 'age', 'gender'],
            items: names,
          },
        },
      },
    });
    const { dataset, summary } = await readDataset(config, folder);
    expect(summary).toMatchObject({ rows: 100_000, accepted: 100_000, timeUnit: 'seconds' });
    expect([dataset.users.ids.length, dataset.items.ids.length]).toEqual([943, 1682]);
    expect(dataset.users.columns.age?.[0]).toBe(24);
    expect(dataset.items.columns.title?.[0]).toBe('Toy Story (1995)');
  });

  real('ml-1m: gzipped csv, where 261 rows have an empty time', async () => {
    const config = parseConfig({
      schema: { user: { id: 'userId' }, item: { id: 'movieId' }, event: { time: 'timestamp' } },
      data: { events: 'ml-1m/ratings.csv.gz' },
    });
    const { dataset, summary } = await readDataset(config, folder);
    expect(summary).toMatchObject({ rows: 1_000_209, rejectReasons: { 'timestamp: no time': 261 } });
    expect([dataset.users.ids.length, dataset.items.ids.length]).toEqual([6040, 3706]);
  });

  real('kuairand-pure: clicks among impressions, milliseconds', async () => {
    const config = parseConfig({
      schema: {
        user: { id: 'user_id' },
        item: { id: 'video_id' },
        event: { time: 'time_ms' },
        positive: { column: 'is_click', atLeast: 1 },
      },
      data: { events: 'kuairand-pure/log_standard_0425_to_0508.csv.gz' },
    });
    const { dataset, summary } = await readDataset(config, folder);
    expect(summary).toMatchObject({ rows: 228_329, timeUnit: 'milliseconds' });
    expect(eventsOf(dataset).positive.reduce((a, b) => a + b, 0)).toBe(100_900);
  });

  real.each([
    ['ml-latest-small/ratings.csv', 610, 100_836],
    ['ml-100k/u.data', 943, 100_000],
    ['ml-1m/ratings.csv.gz', 6040, 1_000_209],
    ['movietweetings-100k/ratings.dat.gz', 16_554, 100_000],
    ['kuairand-pure/log_standard_0425_to_0508.csv.gz', 25_156, 228_329],
  ])('a config written by looking at %s reads it', async (file, users, rows) => {
    const path = join(folder, file);
    const { input } = await inferConfig(path, dirname(path));
    const { dataset, summary } = await readDataset(parseConfig(input), dirname(path));
    expect(summary.rows).toBe(rows);
    expect(new Set(eventsOf(dataset).user).size).toBe(users);
  });

  real('movies beside ratings give their titles and genres', async () => {
    const path = join(folder, 'ml-latest-small/ratings.csv');
    const { input } = await inferConfig(path, dirname(path));
    expect(input.schema.positive).toEqual({ column: 'rating', atLeast: 4 });
    expect(input.data.items).toBe('movies.csv');
    expect(input.schema.item.features).toEqual({
      title: { kind: 'text' },
      genres: { kind: 'categories', separator: '|' },
    });
  });

  real('of many columns those are kept that tell users or videos apart', async () => {
    const path = join(folder, 'kuairand-pure/log_standard_0425_to_0508.csv.gz');
    const { input, text } = await inferConfig(path, dirname(path));
    expect(input.schema.positive).toEqual({ column: 'is_click', atLeast: 1 });
    expect([input.data.users, input.data.items]).toEqual([
      'user_features_pure.csv.gz',
      'video_features_basic_pure.csv.gz',
    ]);
    const { user, item } = input.schema;
    expect(user.features).toMatchObject({
      user_active_degree: { kind: 'categorical' },
      fans_user_num: { kind: 'numeric', transform: 'log' },
      fans_user_num_range: { kind: 'categorical' },
    });
    expect(user.features).not.toHaveProperty('is_lowactive_period');
    expect(item.features).toMatchObject({
      upload_dt: { kind: 'time' },
      video_duration: { kind: 'numeric', transform: 'log' },
      tag: { kind: 'categories', separator: ',' },
    });
    for (const name of ['author_id', 'music_id', 'visible_status']) {
      expect(item.features).not.toHaveProperty(name);
      expect(text).toContain(`- ${name}: `);
    }
  });
});
