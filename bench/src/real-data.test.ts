import { existsSync } from 'node:fs';
import { loadConfig, readDataset, splitDataset } from '@twotower/data';
import { type Dataset, userBlocks } from '@twotower/features';
import { describe, expect, it } from 'vitest';
import { qualityRows } from './quality/rows.ts';

const folder = process.env.TWOTOWER_DATASETS ?? '';

/** Users and items of the log, and its rows, as the sets document them. */
const documented: Record<string, readonly [users: number, items: number, rows: number]> = {
  gowalla: [29_858, 40_981, 810_128 + 217_242],
  'kuairand-pure': [25_156, 6361, 228_329],
  lastfm: [1880, 4489, 52_668],
  'ml-100k': [943, 1682, 100_000],
  // 75 of the 3,706 films occur in the 261 rows without a timestamp alone, which are rejected.
  'ml-1m': [6040, 3631, 1_000_209],
  'ml-1m-sasrec': [6040, 3416, 999_611],
  'ml-latest-small': [610, 9724, 100_836],
  movietweetings: [16_554, 10_506, 100_000],
};

describe.skipIf(!existsSync(folder))('every set, read by its config alone', () => {
  it.each(qualityRows())('$set $variant has the rows it documents', async ({ set, file }) => {
    const { config } = await loadConfig(file);
    const { dataset, summary } = await readDataset(config, folder);
    expect([...occurring(dataset), summary.rows]).toEqual(documented[set]);
    expect(summary.accepted + summary.rejected + summary.duplicates).toBe(summary.rows);
    const { train, validation, test } = splitDataset(dataset, config.split);
    expect(train.length + validation.length + test.length).toBe(dataset.length);
    expect(test.length).toBeGreaterThan(0);
  });
});

/** How many users and items have events. */
function occurring(dataset: Dataset): [number, number] {
  const users = new Set<number>();
  const items = new Set<number>();
  for (const { events } of userBlocks(dataset)) {
    for (let e = 0; e < events.length; e++) {
      users.add(events.user[e]);
      items.add(events.item[e]);
    }
  }
  return [users.size, items.size];
}
