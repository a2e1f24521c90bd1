import { seededRandom } from '@twotower/core';
import { loadEngine } from '@twotower/core/train';
import { type Dataset, emptyEvents, memoryDataset } from '@twotower/features';
import { parseConfig } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { type RungResult, withEpochs } from './trial.ts';
import { tune } from './tune.ts';

const USERS = 60;
const ITEMS = 30;

function part(perUser: number, seed: number): Dataset {
  const random = seededRandom(seed);
  const events = emptyEvents(USERS * perUser, { context: {} });
  for (let e = 0; e < events.length; e++) {
    events.user[e] = Math.floor(e / perUser);
    events.item[e] = (events.user[e] % 3) + 3 * random.integer(ITEMS / 3);
    events.positive[e] = 1;
    events.weight[e] = 1;
    events.time[e] = e;
  }
  return memoryDataset({
    users: { ids: Array.from({ length: USERS }, (_, u) => `u${u}`), columns: {} },
    items: { ids: Array.from({ length: ITEMS }, (_, i) => `i${i}`), columns: {} },
    types: ['click'],
    dictionaries: {},
    events,
  });
}

const unread: Dataset = {
  ...part(1, 3),
  readUsers() {
    throw new Error('the test part was read');
  },
};
const split = { kind: 'files', train: part(5, 1), validation: part(2, 2), test: unread };
const config = parseConfig({
  schema: { user: { id: 'u' }, item: { id: 'i' } },
  data: { events: 'log.csv' },
  model: { dim: 8 },
  training: { batchSize: 64, learningRate: 0.0001 },
  evaluation: { k: [10], seen: 'keep' },
});
const engine = await loadEngine('auto');

describe('tune', () => {
  it('finds settings better than a bad config, giving the most epochs to the best, the test part unread', async () => {
    const { best, trials, metric } = await tune({ engine, config, split, trials: 6, minutes: 10 });
    expect(metric).toBe('ndcg@10');
    expect(trials.length).toBe(6);
    expect(best.trial).not.toBe(0);
    const epochs = trials.map(({ rungs }) => rungs.map((rung) => rung.epochs));
    // Two of six go on, one of those, and the config as it stands in any case.
    expect(epochs.filter((list) => list.includes(3)).length).toBe(6);
    expect(epochs.filter((list) => list.includes(9)).length).toBe(3);
    expect(epochs.filter((list) => list.includes(27)).length).toBe(2);
    expect(trials.find(({ trial }) => trial === 0)?.rungs.map((rung) => rung.epochs)).toEqual([3, 9, 27]);
  });

  it('goes on with what was measured, and measures it not again', async () => {
    const done: RungResult[] = [];
    const options = { engine, config, split, trials: 3, minutes: 10 };
    const whole = await tune({ ...options, onResult: (result) => done.push(result) });
    const again: RungResult[] = [];
    const resumed = await tune({
      ...options,
      done: done.slice(0, 3),
      onResult: (result) => again.push(result),
    });
    expect(again.map(({ trial, epochs }) => [trial, epochs])).toEqual(
      done.slice(3).map(({ trial, epochs }) => [trial, epochs]),
    );
    expect(resumed.best.changes).toEqual(whole.best.changes);
  });

  it('counts settings that this machine has no room for as failed, and says why', async () => {
    const negatives = [{ kind: 'in-batch' as const }, { kind: 'uniform' as const, count: 1e12 }];
    const { trials } = await tune({ engine, config: { ...config, negatives }, split, trials: 1, minutes: 1 });
    expect(trials[0].rungs[0]).toMatchObject({ value: null, bestEpoch: 0 });
    expect(trials[0].rungs[0].failure).toMatch(/^training needs/);
  });

  it('refuses minutes in which not even the first settings could be tried, and says how many would do', async () => {
    await expect(tune({ engine, config, split, minutes: 1e-6 })).rejects.toThrow(
      /settings to begin with take \d+ minutes, and there are 0.000001: give --minutes \d+/,
    );
  });

  it('measures anew what was measured of other changes', async () => {
    const stale = { trial: 0, settings: ['dim 7'], epochs: 3, value: 1, bestEpoch: 1, seconds: 1 };
    const { trials } = await tune({ engine, config, split, trials: 1, minutes: 0, done: [stale] });
    expect(trials[0].rungs[0].value).toBeLessThan(1);
  });

  it('gives the best config the epochs that it needs, half as many again', () => {
    const rung = { trial: 1, settings: [], value: 0.5, bestEpoch: 9, epochs: 27, seconds: 1 };
    const best = { trial: 1, changes: { training: { l2: 0.1 } }, settings: [], rungs: [rung] };
    const lasting = (epochs: number) => ({ ...config, training: { ...config.training, epochs } });
    expect(withEpochs(best, lasting(2)).changes).toEqual({ training: { l2: 0.1, epochs: 14 } });
    expect(withEpochs(best, lasting(20))).toBe(best);
  });

  it('begins no training after its time, and says where there is nothing to compare on', async () => {
    const { trials } = await tune({ engine, config, split, trials: 5, minutes: 0 });
    expect(trials.map(({ trial }) => trial)).toEqual([0]);
    await expect(tune({ engine, config, split: { ...split, validation: part(0, 1) } })).rejects.toThrow(
      /give split.validation a share/,
    );
    const masking = { ...config, evaluation: { ...config.evaluation, seen: 'mask' as const } };
    await expect(
      tune({ engine, config: masking, split: { ...split, validation: split.train } }),
    ).rejects.toThrow(/set evaluation\.seen: keep/);
  });
});
