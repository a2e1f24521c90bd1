import { seededRandom } from '@twotower/core';
import { loadEngine } from '@twotower/core/train';
import { type Dataset, emptyEvents, memoryDataset } from '@twotower/features';
import { type Config, type ConfigInput, parseConfig, statedKeys } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { positivesOf } from '../prepare/positives.ts';
import { prepareTraining } from '../prepare/prepare.ts';
import { chooseSettings } from './choose-settings.ts';
import { contender, teachOn } from './contender.ts';

const USERS = 60;
const ITEMS = 30;
const engine = await loadEngine('auto');

/** Users of three groups who click within their group. */
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

async function choose(validation: Dataset, more: Partial<ConfigInput> = {}) {
  const input: ConfigInput = {
    schema: { user: { id: 'u' }, item: { id: 'i' } },
    data: { events: 'log.csv' },
    evaluation: { k: [10], seen: 'keep' },
    ...more,
    model: { dim: 8, ...more.model },
    training: { batchSize: 64, workers: 1, epochs: 6, ...more.training },
  };
  const split = { kind: 'random', train: part(5, 1), validation, test: part(1, 3) };
  const config = parseConfig(input);
  const candidates = [
    { name: 'hopeless', training: { learningRate: 1e-6 } },
    { name: 'as it stands' },
    { name: 'as it stands too', model: { dim: 8 } },
  ];
  return chooseSettings({ engine, config, stated: statedKeys(input), split, candidates });
}

describe('choosing settings', () => {
  it('takes the one that does best, hands its training on, and says what was tried', async () => {
    const { config, choice, begun } = await choose(part(2, 2));
    expect(config.training.learningRate).toBe(0.1);
    expect(choice).toMatchObject({ metric: 'ndcg@10', chosen: 'as it stands', changes: [] });
    expect(choice?.tried.map(({ name }) => name)).toEqual(['as it stands', 'hopeless']);
    expect(begun?.paused.standing.curve.length).toBe(choice?.tried[0].epochs);
  });

  it('a setting that pays a share of its promise is ranked by what is left, and shown by its figure', async () => {
    const course = {
      engine,
      dataOf: (config: Config) => prepareTraining(config, part(5, 1)),
      validation: positivesOf([part(2, 2)]),
    };
    const config = parseConfig({
      schema: { user: { id: 'u' }, item: { id: 'i' } },
      data: { events: 'log.csv' },
      evaluation: { k: [10], seen: 'keep' },
      model: { dim: 8 },
      training: { batchSize: 64, workers: 1 },
    });
    const free = await teachOn(course, contender('as it stands', config), 2);
    const priced = await teachOn(course, contender('with less', config, 0.25), 2);
    expect(priced.value).toBe(free.value);
    expect(priced.promise).toBeCloseTo(0.75 * free.promise, 12);
  });

  it('changes nothing that is stated, and then there is nothing to choose', async () => {
    const { config, choice } = await choose(part(2, 2), { training: { learningRate: 0.01 } });
    expect(config.training.learningRate).toBe(0.01);
    expect(choice).toBeUndefined();
  });

  it('trains nobody where the validation part asks nothing', async () => {
    const { config, choice, begun } = await choose(part(0, 2), { training: { epochs: undefined } });
    expect([choice, begun]).toEqual([undefined, undefined]);
    expect(config.training.epochs).toBe(20);
  });
});
