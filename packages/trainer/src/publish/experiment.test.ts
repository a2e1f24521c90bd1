import { seededRandom } from '@twotower/core';
import { createLoss, loadEngine } from '@twotower/core/train';
import { emptyEvents, memoryDataset } from '@twotower/features';
import { type ConfigInput, parseConfig } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import type { Split } from '../prepare/prepare.ts';
import { runExperiment } from './experiment.ts';

const USERS = 120;
const ITEMS = 40;
const GROUPS = 4;
const types = ['click', 'impression', 'ranked_out', 'dislike'];
const pages = ['home', 'search'];

/** Users of four groups who click within their group; half of the items they are shown otherwise. */
function split(): Split {
  const random = seededRandom(5);
  const part = (perUser: number) => {
    const events = emptyEvents(USERS * perUser * 2, { context: { page: new Int32Array(0) } });
    for (let e = 0; e < events.length; e++) {
      const user = Math.floor(e / (2 * perUser));
      const click = e % 2 === 0;
      const group = click ? user % GROUPS : random.integer(GROUPS);
      events.user[e] = user;
      events.item[e] = group + GROUPS * random.integer(ITEMS / GROUPS);
      events.time[e] = e * 1000;
      events.weight[e] = 1;
      events.type[e] = click ? 0 : 1 + random.integer(3);
      events.positive[e] = click ? 1 : 0;
      events.context.page[e] = random.integer(2);
    }
    return memoryDataset({
      users: {
        ids: Array.from({ length: USERS }, (_, u) => `u${u}`),
        columns: { country: Array.from({ length: USERS }, (_, u) => `c${u % 3}`) },
      },
      items: {
        ids: Array.from({ length: ITEMS }, (_, i) => `i${i}`),
        columns: { genre: Array.from({ length: ITEMS }, (_, i) => `g${i % GROUPS}`) },
      },
      types,
      dictionaries: { page: pages },
      events,
    });
  };
  return { kind: 'files', train: part(6), validation: part(0), test: part(3) };
}

const plain = createLoss({ kind: 'softmax' });
const data = split();
const engine = await loadEngine('auto');

async function run(more: Partial<ConfigInput>, validation = data.validation) {
  const config = parseConfig({
    schema: {
      user: {
        id: 'user',
        features: { country: { kind: 'categorical' }, recent: { kind: 'history', length: 5, of: 'earlier' } },
      },
      item: { id: 'item', features: { genre: { kind: 'categorical' } } },
      context: { page: { kind: 'categorical' } },
      event: { type: 'type' },
    },
    data: { events: 'log.csv', repeats: 'keep' },
    evaluation: { k: [10], seen: 'keep', baselines: ['popularity'] },
    negatives: [{ kind: 'in-batch' }, { kind: 'uniform', count: 16 }],
    ...more,
    model: { dim: 16, ...more.model },
    training: { epochs: 6, batchSize: 64, ...more.training },
  });
  const { report } = await runExperiment('test', { engine, config, split: { ...data, validation } });
  return report;
}

const variants: Record<string, Partial<ConfigInput>> = {
  'softmax, refined': { loss: { kind: 'softmax', logQForm: 'refined' } },
  'softmax, streaming': { loss: { kind: 'softmax', logQ: 'streaming' } },
  'softmax without correction': { loss: { kind: 'softmax', logQ: 'none' } },
  'the exact softmax': { negatives: [{ kind: 'in-batch' }, { kind: 'all' }] },
  'popular negatives': { negatives: [{ kind: 'in-batch' }, { kind: 'popularity', count: 16 }] },
  'negatives of past batches': {
    negatives: [{ kind: 'in-batch' }, { kind: 'queue', capacity: 128, warmUp: 3 }, { kind: 'hard' }],
  },
  bsl: { loss: { kind: 'bsl' } },
  ccl: { loss: { kind: 'ccl', weight: 5 } },
  'binary, cross-entropy': { loss: { kind: 'binary' } },
  'binary, squared': { loss: { kind: 'binary', form: 'squared', perPositive: 3 } },
  'triplet-hinge': { loss: { kind: 'triplet-hinge' } },
  'triplet-logistic, hardest': { loss: { kind: 'triplet-logistic', hardest: 2 } },
  'hard negatives from the log': {
    negatives: [{ kind: 'in-batch' }, { kind: 'uniform', count: 16 }, { kind: 'hard', source: 'log' }],
  },
  'hard negatives from the index': {
    negatives: [
      { kind: 'in-batch' },
      { kind: 'hard', source: 'index', ranks: [10, 30], perPositive: 2, fromEpoch: 2, rampEpochs: 1 },
    ],
  },
  'a learnt temperature': { model: { learnTemperature: true } },
  'a history by attention': { model: { history: 'attention' } },
  'hidden layers': {
    model: { user: { hidden: [16], layerNorm: true, residual: true, dropout: 0.1 }, item: { hidden: [16] } },
  },
  'fewer positives of busy users and items': { training: { positivesPerUser: 5, subsample: 0.02 } },
  'self-supervision': { training: { selfSupervision: { weight: 0.1 } } },
};

describe('training', () => {
  it.each(Object.entries(variants))('learns who likes what: %s', async (_, variant) => {
    const report = await run(variant);
    // A group is a quarter of the catalogue: ten items at random hold a quarter of the test items.
    expect(report.metrics['recall@10']).toBeGreaterThan(0.6);
    for (const { diagnosis, loss } of report.curve) {
      expect(Number.isFinite(loss)).toBe(true);
      expect(diagnosis?.gradientNorms.rows).toBeGreaterThan(0);
      expect(diagnosis?.collapse).toBeLessThan(0.95);
      expect(diagnosis?.deadIds.item).toBeLessThan(0.5);
    }
  });

  it('takes a loss and a source of negatives that are functions of the config', async () => {
    let asked = 0;
    const report = await run({
      loss: {
        kind: 'custom',
        loss: (...inputs: never[]) => {
          asked++;
          return plain(...(inputs as unknown as Parameters<typeof plain>));
        },
      },
      negatives: [
        { kind: 'in-batch' },
        {
          kind: 'custom',
          source: ({ items }: { items: number }) => ({
            kind: 'first-half',
            draws: () => 8,
            share: () => 8,
            fill: (out: Int32Array, random: { integer(n: number): number }) => {
              out.forEach((_, i) => {
                out[i] = random.integer(items / 2);
              });
            },
            probability: (item: number) => (item < items / 2 ? 2 / items : 0),
          }),
        },
      ],
    });
    expect(asked).toBeGreaterThan(10);
    expect(report.metrics['recall@10']).toBeGreaterThan(0.6);
  });

  it('trains all epochs where validation would be of nothing but what is masked', async () => {
    const evaluation = { k: [10], seen: 'mask' as const, baselines: [] };
    const { curve, protocol } = await run({ evaluation, training: { epochs: 5 } }, data.train);
    expect(curve.map(({ validation }) => validation)).toEqual(Array(5).fill(undefined));
    // The model that is examined has learnt both parts.
    expect(protocol.trainEvents).toBe(2 * USERS * 6);
  });

  it('says which events a config asks for and the log does not have', async () => {
    const negatives = [{ kind: 'in-batch' as const }, { kind: 'hard' as const, source: 'log' as const }];
    const schema = {
      user: { id: 'user' },
      item: { id: 'item' },
      event: { type: 'type' },
      hardNegative: ['skipped'],
      explicitNegative: ['hidden'],
    };
    await expect(run({ negatives, schema })).rejects.toThrow(
      /no event is of type skipped or hidden; the log has click, impression/,
    );
  });
});

it('puts what was known of the log first among the warnings of a report', async () => {
  const config = parseConfig({
    schema: { user: { id: 'user' }, item: { id: 'item' } },
    data: { events: 'log.csv', repeats: 'keep' },
    evaluation: { k: [10], seen: 'keep', baselines: ['popularity'] },
    training: { epochs: 1 },
  });
  const { report } = await runExperiment('test', { engine, config, split: data, warnings: ['one day only'] });
  const without = await runExperiment('test', { engine, config, split: data });
  expect(report.warnings).toEqual(['one day only', ...without.report.warnings]);
});
