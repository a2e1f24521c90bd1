import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '@twotower/schema';
import { afterAll, expect, it } from 'vitest';
import { replayCell } from './cell.ts';
import type { ReplaySet } from './replay-set.ts';
import { strategies } from './strategies.ts';
import { difference, summaries } from './summary.ts';

const state = mkdtempSync(join(tmpdir(), 'twotower-replay-'));
afterAll(() => rmSync(state, { recursive: true }));

const hour = 3_600_000;
const began = Date.UTC(2025, 0, 6);
const USERS = 30;
const ITEMS = 12;

/** Behind six hours of the old items one half of the users takes an item that nobody has seen, and an hour later the other half does. */
function clicks(): string[] {
  const old = Array.from({ length: USERS * 4 }, (_, e) => {
    const user = e % USERS;
    return `u${user},i${(user % 2) + 2 * ((e * 5 + user) % (ITEMS / 2))},${began + e * 60_000}`;
  });
  const fresh = Array.from({ length: USERS }, (_, user) => {
    const after = user < USERS / 2 ? 6 : 7;
    return `u${user},fresh,${began + after * hour + 60_000 * (user + 1)}`;
  });
  return [...old.filter((row) => Number(row.split(',')[2]) < began + 6 * hour), ...fresh];
}

const tiny: ReplaySet = {
  name: 'tiny',
  words: 'a tiny log',
  // All items: one is found as soon as it is known.
  k: ITEMS + 1,
  incrementEvery: 1,
  nightAt: 8 * hour,
  async prepare(folder) {
    writeFileSync(join(folder, 'log.csv'), ['user,item,time', ...clicks()].join('\n'));
  },
  async open(folder) {
    const config = parseConfig({
      schema: {
        user: { id: 'user', features: { recent: { kind: 'history', length: 5 } } },
        item: { id: 'item' },
        event: { time: 'time' },
      },
      data: { events: 'log.csv', repeats: 'keep' },
      split: { kind: 'temporal', validation: 0.1, test: 0 },
      model: { dim: 8 },
      training: { batchSize: 64, epochs: 2 },
      prior: { weight: 0.1, halfLife: '1d' },
      update: { admitAfter: 1 },
    });
    return { config, folder, from: began + 6 * hour, to: began + 8 * hour };
  },
};

const run = (name: string) => {
  const strategy = strategies.find((one) => one.name === name);
  if (strategy === undefined) throw new Error(`no strategy ${name}`);
  return replayCell(tiny, strategy, state);
};

it('foretells each hour before it is told, and learns it before the next', async () => {
  const scheme = await run('scheme');
  const { live } = scheme.foretold;
  expect(live.users).toEqual(Array.from({ length: USERS }, (_, user) => `u${user}`));
  expect(live.wanted).toEqual(live.users.map(() => 1));
  // In the first hour nothing knows the item; in the second it is among all items.
  expect(live.hits).toEqual(live.users.map((_, user) => (user < USERS / 2 ? 0 : 1)));
  expect(scheme.upkeep).toMatchObject({ deltas: 2, fulls: 1, rejected: 0 });
  expect(Object.keys(scheme.foretold)).toEqual(['live', 'no-history', 'no-prior', 'neither']);

  const never = await run('never');
  expect(never.foretold.live.hits).toEqual(live.users.map(() => 0));
  expect(never.upkeep).toMatchObject({ deltas: 0, fulls: 0 });
  expect(difference(live, never.foretold.live)).toMatchObject({ difference: 0.5 });
  const [first] = summaries([never, scheme]);
  expect(first.views[0]).toMatchObject({ view: 'live', recall: 0, newItems: 0, behind: { difference: 0.5 } });
});
