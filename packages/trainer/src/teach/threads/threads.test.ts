import { createModel, modelTensors, seededRandom } from '@twotower/core';
import { type Learns, loadEngine } from '@twotower/core/train';
import { memoryDataset } from '@twotower/features';
import { parseConfig } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { modelShape } from '../../prepare/model-shape.ts';
import { positivesInOrder } from '../../prepare/positives.ts';
import { prepareTraining } from '../../prepare/prepare.ts';
import { shuffledFeed } from '../feed.ts';
import type { Lessons } from '../lessons.ts';
import { openTeacher } from '../open-teacher.ts';

const USERS = 200;
const ITEMS = 60;
const PER_USER = 20;

/** Clicks at random, as many of each user. */
function clicks() {
  const random = seededRandom(5);
  const offsets = Int32Array.from({ length: USERS + 1 }, (_, u) => u * PER_USER);
  const events = positivesInOrder(
    offsets,
    Int32Array.from({ length: USERS * PER_USER }, () => random.integer(ITEMS)),
  );
  return memoryDataset({
    users: { ids: Array.from({ length: USERS }, (_, u) => `u${u}`), columns: {} },
    items: { ids: Array.from({ length: ITEMS }, (_, i) => `i${i}`), columns: {} },
    types: ['click'],
    dictionaries: {},
    events,
  });
}

const engine = await loadEngine('auto');

describe('a teacher of two threads', () => {
  const config = parseConfig({
    schema: {
      user: { id: 'user', features: { recent: { kind: 'history', length: 5 } } },
      item: { id: 'item' },
    },
    data: { events: 'log.csv' },
    loss: { kind: 'softmax', logQ: 'streaming' },
    negatives: [{ kind: 'in-batch' }, { kind: 'uniform', count: 16 }],
    model: { dim: 16 },
    training: { batchSize: 64, workers: 2 },
  });
  const prepared = prepareTraining(config, clicks());
  const lessons = (more: Partial<Lessons> = {}): Lessons => ({
    engine,
    config,
    data: prepared,
    feed: shuffledFeed(config, prepared, 1, { size: 300 }),
    learns: { dense: true, tables: 'all' },
    model: createModel(modelShape(config, prepared.fitted)),
    notFinite: (loss) => new Error(`loss ${loss}`),
    ...more,
  });

  it('teaches every window of a log that is read in windows', async () => {
    const teacher = await openTeacher(lessons(), 2);
    const { record } = await teacher.teach(1, undefined);
    await teacher.end();
    expect(record.samplesPerSecond * record.seconds).toBeCloseTo(prepared.positives.length, 5);
  });

  it('goes on with what an interrupted one held', async () => {
    const first = await openTeacher(lessons(), 2);
    await first.teach(1, undefined);
    const held = await first.held();
    await first.end();
    const second = await openTeacher(lessons({ held }), 2);
    expect(await second.held()).toEqual(held);
    await second.end();
  });

  it('moves what is to learn alone: users by their IDs, no item through histories or candidates, no layer', async () => {
    const model = createModel(modelShape(config, prepared.fitted));
    const before = modelTensors(createModel(modelShape(config, prepared.fitted)));
    const learns: Learns = {
      dense: false,
      tables: 'all',
      inputs: { user: [{ feature: 'id', table: 'user-ids' }], item: [] },
      candidates: 'in-batch',
      lockUnknown: true,
    };
    for (const { stamp } of model.tables.values()) stamp[0] = 1;
    const teacher = await openTeacher(lessons({ model, learns }), 2);
    await teacher.teach(1, undefined);
    await teacher.end();
    const { dense, tables, accumulators } = modelTensors(model);
    expect(dense).toEqual(before.dense);
    expect(tables['item-ids']).toEqual(before.tables['item-ids']);
    expect(accumulators['item-ids']).toEqual(before.accumulators['item-ids']);
    const changed = [...model.tables].map(([name, { changedAt }]) => [
      name,
      changedAt.reduce((sum, at) => sum + at, 0),
    ]);
    expect(Object.fromEntries(changed)).toEqual({ 'user-ids': USERS, 'item-ids': 0 });
  });

  it('leaves nothing untaught: rows of every known user have moved', async () => {
    const model = createModel(modelShape(config, prepared.fitted));
    const before = modelTensors(model).tables['user-ids'].data.slice();
    const teacher = await openTeacher(lessons({ model }), 2);
    await teacher.teach(1, undefined);
    await teacher.end();
    const after = modelTensors(model).tables['user-ids'].data;
    for (let user = 0; user < USERS; user++) {
      const row = [(user + 1) * model.dim, (user + 2) * model.dim] as const;
      expect(after.slice(...row)).not.toEqual(before.slice(...row));
    }
  });
});
