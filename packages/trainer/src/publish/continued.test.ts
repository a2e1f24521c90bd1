import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@twotower/core';
import { loadEngine } from '@twotower/core/train';
import { emptyEvents, memoryDataset } from '@twotower/features';
import { type Config, type ConfigInput, parseConfig, scoreTerms } from '@twotower/schema';
import { openStore } from '@twotower/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createExamination } from '../examine/examination.ts';
import { examineAll } from '../examine/examine-all.ts';
import { createReport } from '../examine/report.ts';
import { positivesOf } from '../prepare/positives.ts';
import { prepareTraining } from '../prepare/prepare.ts';
import { learnerForBundle, learnerOfBundle } from '../teach/served-learner.ts';
import { type LoopOptions, type LoopResult, trainLoop } from '../teach/train-loop.ts';
import { weightsOf } from '../teach/weights.ts';
import { bundleContent } from './bundle-content.ts';

const USERS = 40;
const ITEMS = 20;

/** Users of two groups who click within their group. */
function log(perUser: number, seed: number) {
  const random = seededRandom(seed);
  const events = emptyEvents(USERS * perUser, { context: {} });
  for (let e = 0; e < events.length; e++) {
    events.user[e] = Math.floor(e / perUser);
    events.item[e] = (events.user[e] % 2) + 2 * random.integer(ITEMS / 2);
    events.time[e] = e * 1000;
    events.offset[e] = e;
    events.weight[e] = 1;
    events.positive[e] = 1;
  }
  return memoryDataset({
    users: { ids: Array.from({ length: USERS }, (_, u) => `u${u}`), columns: {} },
    items: {
      ids: Array.from({ length: ITEMS }, (_, i) => `i${i}`),
      columns: { genre: Array.from({ length: ITEMS }, (_, i) => `g${i % 3}`) },
    },
    types: ['click'],
    dictionaries: {},
    events,
  });
}

const train = log(8, 5);
const held = log(2, 6);
const engine = await loadEngine('auto');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twotower-continued-'));
});
afterAll(() => rm(folder, { recursive: true }));

function configOf(more: Partial<ConfigInput>): Config {
  return parseConfig({
    schema: {
      user: { id: 'user', features: { recent: { kind: 'history', length: 5 } } },
      item: { id: 'item', features: { genre: { kind: 'categorical' } } },
    },
    data: { events: 'log.csv' },
    evaluation: { k: [10], seen: 'keep', baselines: [] },
    index: { kind: 'exact' },
    ...more,
    model: { dim: 8, ...more.model },
    training: { batchSize: 64, workers: 1, epochs: 5, earlyStopping: 9, ...more.training },
  });
}

const variants: Record<string, Partial<ConfigInput>> = {
  'of ids and features': {},
  'of bare ids, whose unknown rows are replaced for serving': {
    schema: { user: { id: 'user' }, item: { id: 'item' } },
  },
  'with layers, dropout and a learnt temperature': {
    model: {
      learnTemperature: true,
      user: { hidden: [8], layerNorm: true, dropout: 0.2 },
      item: { hidden: [8] },
    },
  },
  'with streaming frequencies and a queue': {
    loss: { kind: 'softmax', logQ: 'streaming' },
    negatives: [{ kind: 'in-batch' }, { kind: 'queue', capacity: 96, warmUp: 2 }],
  },
  'whose epochs are averaged': { training: { averaging: 0.7 } },
  'by attention': { model: { history: 'attention' } },
};

/** The bytes of all that a run ends with. */
function bytes({ model, learnt }: LoopResult) {
  return { served: weightsOf(model), learner: learnerForBundle(learnt, model), passes: learnt.state.passes };
}

describe.each(Object.entries(variants))('a run %s', (name, variant) => {
  const config = configOf(variant);
  const loop = (options: LoopOptions) => trainLoop(engine, config, prepareTraining(config, train), options);
  const store = () => openStore(join(folder, encodeURIComponent(name)));

  it('that is cut after any epoch and goes on from its checkpoint ends in the same bytes', async () => {
    const data = prepareTraining(config, train);
    const validation = createExamination(config, data, positivesOf([held]));
    const whole = bytes(await loop({ validation }));
    const opened = await store();
    for (const cut of [1, 3]) {
      let done = 0;
      const onEpoch = async () => {
        if (done++ === cut) throw new Error('cut');
      };
      await expect(loop({ validation, store: opened, onEpoch })).rejects.toThrow('cut');
      expect(bytes(await loop({ validation, store: opened, resume: true }))).toEqual(whole);
    }
    await opened.close();
  });

  it('that goes on from its bundle learns what one that was never published learns', async () => {
    const whole = bytes(await loop({ epochs: 4 }));
    const first = await loop({ epochs: 2 });
    const opened = await store();
    const data = prepareTraining(config, train);
    const examination = createExamination(config, data, positivesOf([held]));
    const report = createReport({
      config,
      examined: [examineAll({ engine, config, data, loop: first, examination })],
      loop: first,
      splitKind: 'files',
      part: 'test',
      timing: {},
    });
    const terms = scoreTerms(config);
    const content = { report, config, model: first.model, learnt: first.learnt, data, terms };
    const { id } = await opened.bundles.write(await bundleContent(engine, config, content, train, () => {}));
    const bundle = await opened.bundles.open(id);
    expect((await bundle.metrics()).index).toEqual({ kind: 'exact', recall: 1 });
    const from = await learnerOfBundle(bundle);
    expect(bytes(await loop({ from, epochs: 2 }))).toEqual(whole);
    await opened.close();
  });
});

it('a learner is not opened over features that it was not taught with', async () => {
  const config = configOf({});
  const { learnt } = await trainLoop(engine, config, prepareTraining(config, train), { epochs: 1 });
  const other = prepareTraining(configOf({ schema: { user: { id: 'u' }, item: { id: 'i' } } }), train);
  const from = { state: learnt.state };
  await expect(trainLoop(engine, configOf({}), other, { from })).rejects.toThrow(
    "the learner's state: table/item.genre is there, which the features do not know",
  );
  const { 'row-accumulator/user-ids': _, ...tensors } = learnt.state.tensors;
  await expect(
    trainLoop(engine, config, prepareTraining(config, train), { from: { state: { passes: 1, tensors } } }),
  ).rejects.toThrow('row-accumulator/user-ids is missing');
});
