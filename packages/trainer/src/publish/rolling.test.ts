import { seededRandom } from '@twotower/core';
import { loadEngine } from '@twotower/core/train';
import { type Dataset, emptyEvents, memoryDataset } from '@twotower/features';
import { parseConfig } from '@twotower/schema';
import { expect, it } from 'vitest';
import type { Split } from '../prepare/prepare.ts';
import type { Progress } from '../progress.ts';
import { runExperiment } from './experiment.ts';

const USERS = 60;
const ITEMS = 24;
const engine = await loadEngine('auto');

/** One event of each user from `first` on at each of the hours, within the user's group of items. */
function events(hours: readonly number[], first: number): Dataset {
  const random = seededRandom(hours[0] ?? 0);
  const each = USERS - first;
  const columns = emptyEvents(hours.length * each, { context: {} });
  for (let e = 0; e < columns.length; e++) {
    const user = first + Math.floor(e / hours.length);
    columns.user[e] = user;
    columns.item[e] = (user % 4) + 4 * random.integer(ITEMS / 4);
    columns.time[e] = hours[e % hours.length];
    columns.offset[e] = hours[e % hours.length] * USERS + user;
    columns.weight[e] = 1;
    columns.positive[e] = 1;
  }
  return memoryDataset({
    users: { ids: Array.from({ length: USERS }, (_, u) => `u${u}`), columns: {} },
    items: { ids: Array.from({ length: ITEMS }, (_, i) => `i${i}`), columns: {} },
    types: ['click'],
    dictionaries: {},
    events: columns,
  });
}

const nothing = events([], 0);
const hours = (from: number, to: number) => Array.from({ length: to - from }, (_, h) => from + h);
// Twenty users are tested in the first window, none in the second, all in the last.
const windows: readonly Split[] = [
  {
    kind: 'rolling',
    train: events(hours(0, 8), 0),
    validation: events([8], 0),
    test: events([9], 40),
    window: { from: 9, to: 10 },
  },
  {
    kind: 'rolling',
    train: events(hours(0, 10), 0),
    validation: nothing,
    test: nothing,
    window: { from: 10, to: 11 },
  },
  {
    kind: 'rolling',
    train: events(hours(0, 11), 0),
    validation: nothing,
    test: events([11, 12], 0),
    window: { from: 11, to: 13 },
  },
];
const config = parseConfig({
  schema: { user: { id: 'user' }, item: { id: 'item' }, event: { time: 'at' } },
  data: { events: 'log.csv' },
  evaluation: { k: [5], seen: 'keep', baselines: ['popularity', 'item-knn'] },
  model: { dim: 8 },
  training: { epochs: 3, batchSize: 64, workers: 1 },
});

it('tests each window on what came before it and pools users and windows', async () => {
  const said: Progress[] = [];
  const split = { ...windows[0], later: windows.slice(1).map((window) => () => window) };
  const onProgress = (progress: Progress) => void said.push(progress);
  const { report, data } = await runExperiment('test', { engine, config, split, onProgress });
  const alone = await Promise.all(
    windows.map((window) =>
      runExperiment('test', { engine, config, split: { ...window, window: undefined } }),
    ),
  );

  expect(report.protocol).toMatchObject({
    split: 'rolling',
    part: 'test',
    users: USERS,
    testEvents: alone[0].report.protocol.testEvents + alone[2].report.protocol.testEvents,
  });
  expect(report.protocol.windows?.map(({ from, users, trainEvents }) => [from, users, trainEvents])).toEqual([
    ['1970-01-01T00:00:00.009Z', 20, 9 * USERS],
    ['1970-01-01T00:00:00.010Z', 0, 10 * USERS],
    ['1970-01-01T00:00:00.011Z', 60, 11 * USERS],
  ]);
  for (const name of ['popularity', 'item-knn']) {
    const [first, , last] = alone.map((one) => one.report.baselines[name]);
    for (const metric of ['recall@5', 'ndcg@5', 'hr@5']) {
      expect(report.baselines[name][metric]).toBeCloseTo((20 * first[metric] + 60 * last[metric]) / 80, 10);
    }
  }
  const own = report.protocol.windows?.map(({ metrics }) => metrics['ndcg@5'] ?? 0) ?? [];
  expect(own[0]).toBeCloseTo(alone[0].report.metrics['ndcg@5'], 10);
  expect(report.metrics['ndcg@5']).toBeCloseTo((20 * own[0] + 60 * own[2]) / 80, 10);
  expect(report.verdict?.baseline).toBe('item-knn');
  expect(data.positives.length).toBe(11 * USERS);

  // The first window's validation part is the only one: the others train as long as it has said.
  const anew = said.flatMap((progress) =>
    progress.kind === 'phase' && progress.message.startsWith('Training anew')
      ? [progress.message.replace(/^.*positives, /, '')]
      : [],
  );
  const epochs = alone[0].report.curve.length;
  expect(anew.length).toBe(3);
  expect(new Set(anew).size).toBe(1);
  expect(report.curve.length).toBe(epochs);
});
