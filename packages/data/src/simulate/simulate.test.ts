import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '@twotower/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { killedWriter } from '../../test/other-process.ts';
import { DataError } from '../error.ts';
import { releasedAt } from './change.ts';
import { type SimulationCounts, simulate } from './simulate.ts';

const size = { users: 400, items: 1500, events: 60_000, days: 10 };
let root: string;
let counts: SimulationCounts;
let events: { user: number; item: number; time: number; type: string; position: number }[];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'simulate-'));
  counts = await simulate({ out: join(root, 'log'), ...size, seed: 7 });
  events = (await table('log', 'events.csv')).map(([, user, item, time, type, , , position]) => ({
    user: Number(user.slice(1)),
    item: Number(item.slice(1)),
    time: Number(time),
    type,
    position: Number(position),
  }));
});
afterAll(() => rm(root, { recursive: true }));

describe('the files', () => {
  const files = [
    'events.csv',
    'items.csv',
    'truth/formula.json',
    'truth/items.csv',
    'truth/users.csv',
    'twotower.config.yaml',
    'users.csv',
  ];

  it('are the same bytes for the same seed and others for another', async () => {
    await simulate({ out: join(root, 'again'), ...size, seed: 7 });
    await simulate({ out: join(root, 'other'), ...size, seed: 8 });
    for (const file of files) {
      const first = await readFile(join(root, 'log', file), 'utf8');
      expect(await readFile(join(root, 'again', file), 'utf8')).toBe(first);
      if (file.endsWith('.csv')) {
        expect(await readFile(join(root, 'other', file), 'utf8')).not.toBe(first);
      }
    }
  });

  it('hold exactly the rows asked for, every field in its column', async () => {
    expect(events).toHaveLength(size.events);
    expect(await table('log', 'users.csv')).toHaveLength(size.users);
    expect(await table('log', 'truth/users.csv')).toHaveLength(size.users);
    const items = await table('log', 'items.csv');
    expect(items).toHaveLength(size.items);
    expect(items.every((row) => row.length === 9)).toBe(true);
    expect(new Set(items.map(([, title]) => title)).size).toBe(size.items);
    expect(counts.impressions + counts.clicks + counts.rankedOut).toBe(size.events);
    expect(counts.clicks).toBe(events.filter(({ type }) => type === 'click').length);
  });

  it('hold a config that is valid', async () => {
    const text = await readFile(join(root, 'log', 'twotower.config.yaml'), 'utf8');
    expect(parseConfig(parse(text)).schema.user.features.recent).toMatchObject({
      kind: 'history',
      length: 50,
    });
  });

  it('hold the events in time order over all days', () => {
    expect(events.every(({ time }, i) => i === 0 || time >= events[i - 1].time)).toBe(true);
    const span = events[events.length - 1].time - events[0].time;
    expect(span).toBeGreaterThan((size.days - 1) * 86_400_000);
    expect(span).toBeLessThan(size.days * 86_400_000);
  });
});

describe('a small or long world', () => {
  it.each([
    { users: 1, items: 20, events: 5000, days: 1 },
    { users: 5, items: 20, events: 1, days: 400 },
    { users: 50, items: 5000, events: 777, days: 3 },
    { users: 301, items: 77, events: 10_007, days: 5 },
    { users: 3, items: 21, events: 16_385, days: 2 },
  ])('$users users, $items items, $events events, $days days', async (sizes) => {
    const out = join(root, `world-${sizes.users}-${sizes.items}`);
    await simulate({ out, ...sizes, seed: 2 ** 40 });
    expect((await readFile(join(out, 'events.csv'), 'utf8')).trimEnd().split('\n')).toHaveLength(
      sizes.events + 1,
    );
  });
});

describe('the behaviour', () => {
  it('clicks 10-15 % of the impressions, the first places most', () => {
    const share = counts.clicks / counts.impressions;
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.15);
    const clicksAt = (place: number) =>
      events.filter((e) => e.type === 'click' && e.position === place).length;
    expect(clicksAt(1)).toBeGreaterThan(2 * clicksAt(10));
  });

  it('spreads clicks over items by a power law', () => {
    const clicks = countBy(size.items, (e) => e.type === 'click').sort();
    expect(gini(clicks)).toBeGreaterThan(0.45);
    expect(gini(clicks)).toBeLessThan(0.8);
  });

  it('follows the true preference far more than popularity, and item-kNN stands between', async () => {
    const { history, test } = splitClicks();
    const popularity = countBy(size.items, (e) => e.type === 'click' && e.time < test.from);
    const oracle = await truePreference(test.from);
    const similar = coClicks(history);
    const recall = {
      popularity: recallAt20(history, test.items, () => popularity),
      knn: recallAt20(history, test.items, (user) => sumRows(similar, history[user])),
      oracle: recallAt20(history, test.items, oracle),
    };
    expect(recall.knn).toBeGreaterThan(1.15 * recall.popularity);
    expect(recall.oracle).toBeGreaterThan(1.8 * recall.popularity);
    expect(recall.oracle).toBeGreaterThan(recall.knn);
  });
});

describe('progress', () => {
  it('rises to all users, then to all events', async () => {
    const seen: Record<string, number[]> = { users: [], events: [] };
    await simulate({
      out: join(root, 'progress'),
      ...{ users: 3000, items: 50, events: 2001, days: 2, seed: 3 },
      onProgress: ({ part, done, total }) => {
        expect(total).toBe(part === 'users' ? 3000 : 2001);
        expect(part === 'events' || seen.events.length === 0).toBe(true);
        seen[part].push(done);
      },
    });
    expect(seen.users).toEqual([0, 1024, 2048, 3000]);
    expect(seen.events).toHaveLength(48);
    expect(seen.events).toEqual(seen.events.toSorted((a, b) => a - b));
    expect(seen.events.at(-1)).toBe(2001);
  });
});

describe('a bad request', () => {
  it('is refused before anything is written', async () => {
    const out = join(root, 'bad');
    await expect(simulate({ out, ...size, items: 3, seed: 1 })).rejects.toThrow(
      new DataError('--items is 3; it must be a whole number of at least 20'),
    );
    await expect(simulate({ out: join(root, 'log'), ...size, seed: 1 })).rejects.toThrow(/not empty; name a/);
    await writeFile(join(root, 'file'), '');
    await expect(simulate({ out: join(root, 'file'), ...size, seed: 1 })).rejects.toThrow(/is a file/);
    expect((await readdir(root)).filter((name) => name.startsWith('.') || name === 'bad')).toEqual([]);
  });

  it('leaves nothing when it fails half-way, and a later run clears what a killed one left', async () => {
    const out = join(root, 'halted');
    const onProgress = ({ part }: { part: string }) => {
      if (part === 'events') {
        throw new Error('halt');
      }
    };
    await expect(simulate({ out, ...size, seed: 1, onProgress })).rejects.toThrow('halt');
    await killedWriter(root);
    expect((await readdir(root)).filter((name) => name.startsWith('.')).length).toBe(2);
    await simulate({ out, ...size, events: 100, seed: 1 });
    expect((await readdir(root)).filter((name) => /^\.|halted/.test(name))).toEqual(['halted']);
  });
});

async function table(folder: string, file: string): Promise<string[][]> {
  const text = await readFile(join(root, folder, file), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
}

function countBy(length: number, counts: (event: (typeof events)[number]) => boolean): Float64Array {
  const sums = new Float64Array(length);
  for (const event of events) {
    sums[event.item] += counts(event) ? 1 : 0;
  }
  return sums;
}

function gini(sorted: Float64Array): number {
  const n = sorted.length;
  const total = sorted.reduce((sum, value) => sum + value, 0);
  return (2 * sorted.reduce((sum, value, i) => sum + value * (i + 1), 0)) / (n * total) - (n + 1) / n;
}

/** The last tenth of the clicks is the test part. */
function splitClicks() {
  const clicks = events.filter(({ type }) => type === 'click');
  const from = clicks[Math.floor(clicks.length * 0.9)].time;
  const history = Array.from({ length: size.users }, () => new Set<number>());
  const items = Array.from({ length: size.users }, () => new Set<number>());
  for (const { user, item, time } of clicks) {
    (time < from ? history : items)[user].add(item);
  }
  return { history, test: { from, items } };
}

async function truePreference(time: number): Promise<(user: number) => Float64Array> {
  const { start } = JSON.parse(await readFile(join(root, 'log', 'truth', 'formula.json'), 'utf8'));
  const users = (await table('log', 'truth/users.csv')).map((row) => row.slice(1).map(Number));
  const items = (await table('log', 'truth/items.csv')).map((row) => row.slice(1).map(Number));
  const axes = items[0].length - 1;
  return (user) => {
    const [rate, ...tastes] = users[user];
    const s = (rate * (time - start)) / 86_400_000;
    return Float64Array.from(items, ([quality, ...vector]) =>
      vector.reduce(
        (sum, x, k) => sum + (x * (tastes[k] + s * tastes[axes + k])) / Math.hypot(1, s),
        quality,
      ),
    );
  };
}

function coClicks(history: readonly Set<number>[]): Float64Array[] {
  const together = Array.from({ length: size.items }, () => new Float64Array(size.items));
  for (const items of history) {
    for (const a of items) {
      for (const b of items) {
        together[a][b]++;
      }
    }
  }
  return together.map((row, a) =>
    row.map((count, b) => count / (Math.sqrt(together[a][a] * together[b][b]) + 10)),
  );
}

function sumRows(rows: readonly Float64Array[], chosen: ReadonlySet<number>): Float64Array {
  const sum = new Float64Array(size.items);
  for (const row of chosen) {
    rows[row].forEach((value, i) => {
      sum[i] += value;
    });
  }
  return sum;
}

function recallAt20(
  history: readonly Set<number>[],
  test: readonly Set<number>[],
  score: (user: number) => Float64Array,
): number {
  const users = Array.from(test.keys()).filter((user) => test[user].size > 0 && history[user].size > 0);
  const recalls = users.map((user) => {
    const scores = score(user);
    const ranked = Array.from(scores.keys()).filter((item) => !history[user].has(item));
    const top = ranked.sort((a, b) => scores[b] - scores[a] || a - b).slice(0, 20);
    const wanted = [...test[user]].filter((item) => !history[user].has(item));
    return wanted.length === 0 ? 0 : top.filter((item) => wanted.includes(item)).length / wanted.length;
  });
  return recalls.reduce((sum, recall) => sum + recall, 0) / users.length;
}

describe('how fast the world changes', () => {
  const small = { users: 50, items: 200, events: 3000, days: 10, seed: 7 };
  const simulated = async (name: string, more: object) => {
    await simulate({ out: join(root, name), ...small, ...more });
    const rates = (await table(name, join('truth', 'users.csv'))).map(([, rate]) => Number(rate));
    const rows = await table(name, 'events.csv');
    const start = Number(rows[0][3]);
    const onFirstDay = rows.filter((row) => Number(row[3]) < start + 86_400_000);
    return { rates, newest: Math.max(...onFirstDay.map(([, , item]) => Number(item.slice(1)))) };
  };

  it('is as its parameters say, or so many times as fast', async () => {
    const [own, still, fast] = await Promise.all([
      simulated('own', {}),
      simulated('still', { drift: 0 }),
      simulated('fast', { drift: 20, releasedAtStart: 0.5 }),
    ]);
    expect(still.rates.every((rate) => rate === 0)).toBe(true);
    const sum = (rates: readonly number[]) => rates.reduce((total, rate) => total + rate, 0);
    expect(sum(fast.rates) / sum(own.rates)).toBeCloseTo(20, 0);
    expect(own.newest).toBeGreaterThan(100);
    expect(own.newest).toBeLessThan(releasedAt(small, 0));
    expect(fast.newest).toBeLessThan(releasedAt({ ...small, releasedAtStart: 0.5 }, 0));
    expect([releasedAt(small, 0), releasedAt(small, 5.9), releasedAt(small, 20)]).toEqual([160, 180, 200]);
  });

  it('says which number is out of range', async () => {
    const options = { out: join(root, 'never'), ...small };
    await expect(simulate({ ...options, drift: -1 })).rejects.toThrow(/drift is -1/);
    await expect(simulate({ ...options, releasedAtStart: 2 })).rejects.toThrow(/releasedAtStart is 2/);
  });
});
