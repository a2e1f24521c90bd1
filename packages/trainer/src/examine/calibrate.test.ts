import { createModel, seededRandom } from '@twotower/core';
import { loadEngine } from '@twotower/core/train';
import { emptyEvents, memoryDataset } from '@twotower/features';
import { type ConfigInput, parseConfig } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { positivesOf } from '../prepare/positives.ts';
import { prepareTraining } from '../prepare/prepare.ts';
import { calibrate } from './calibrate.ts';
import { createExamination } from './examination.ts';

const users = 300;
const items = 40;
const day = 86_400_000;
const engine = await loadEngine('auto');

/** Each user takes `perUser` items that `take` draws, one a day from day `start` on. */
function part(perUser: number, start: number, take: (user: number, day: number) => number, hasTimes = true) {
  const events = emptyEvents(users * perUser, { context: {} });
  for (let e = 0; e < events.length; e++) {
    const [user, n] = [Math.floor(e / perUser), start + (e % perUser)];
    events.user[e] = user;
    events.item[e] = take(user, n);
    events.time[e] = hasTimes ? n * day : Number.NaN;
    events.offset[e] = e;
    events.weight[e] = 1;
    events.positive[e] = 1;
  }
  const ids = (letter: string, count: number) => ({
    ids: Array.from({ length: count }, (_, i) => `${letter}${i}`),
    columns: {},
  });
  return memoryDataset({
    users: ids('u', users),
    items: ids('i', items),
    types: [],
    dictionaries: {},
    events,
  });
}

/** What is chosen for an untrained model, which knows nothing of who likes what. */
function chosen(
  take: (user: number, day: number) => number,
  more: Partial<ConfigInput> = {},
  hasTimes = true,
) {
  const config = parseConfig({
    schema: { user: { id: 'user' }, item: { id: 'item' } },
    data: { events: 'log.csv' },
    evaluation: { k: [20], seen: 'keep' },
    calibration: 'none',
    ...more,
  });
  const data = prepareTraining(config, part(8, 0, take, hasTimes));
  const { tables, user, item } = data.fitted;
  const side = (inputs: typeof user.inputs) => ({ inputs, hidden: [] });
  const model = createModel({ dim: 16, tables, user: side(user.inputs), item: side(item.inputs), seed: 3 });
  const validation = positivesOf([part(2, 8, take, hasTimes)]);
  return calibrate(engine, config, model, data, createExamination(config, data, validation));
}

const atRandom = seededRandom(1);
const anything = () => atRandom.integer(items);

describe('calibration', () => {
  it('leaves everything off where nothing but chance tells items apart', () => {
    const { terms, line } = chosen(anything, { calibration: 'auto' });
    expect(terms).toMatchObject({ weight: 0, aggregation: 0 });
    expect(line).toMatch('nothing helps clearly');
  });

  it('takes the prior where some items are taken more than others, without times by plain counts', () => {
    const random = seededRandom(2);
    const skewed = () => Math.floor(items * random.next() ** 3);
    const { terms, line } = chosen(skewed, {}, false);
    expect(terms.weight).toBeGreaterThan(0);
    expect(terms.halfLife).toBeUndefined();
    expect(line).toMatch(/prior of 0\.\d+ \(ndcg@20 \+\d/);
  });

  it('lets counts fade where what is taken changes from day to day', () => {
    const random = seededRandom(3);
    const drifting = (_: number, today: number) => (3 * today + random.integer(9)) % items;
    expect(chosen(drifting).terms.halfLife).toMatch(/^(12h|2d)$/);
  });

  it('takes aggregation where users stay with the items of their group', () => {
    const random = seededRandom(4);
    const inGroups = (user: number) => (user % 10) + 10 * random.integer(items / 10);
    const { terms, line } = chosen(inGroups, { prior: 'none', calibration: 'auto' });
    expect(terms.aggregation).toBeGreaterThan(0);
    expect(terms.weight).toBe(0);
    expect(line).toMatch('aggregation of');
  });

  it('keeps what the config states', () => {
    const prior = { halfLife: '2d', weight: 0.03 };
    const calibration = { aggregation: 0.25, norm: 0.5 };
    expect(chosen(anything, { prior, calibration }).terms).toEqual({ ...prior, ...calibration });
  });

  it('says what a prior that fades needs', () => {
    const prior = { halfLife: '2d', weight: 0.03 };
    expect(() => chosen(anything, { prior }, false)).toThrow(/prior\.halfLife needs the time/);
  });
});
