import { createModel, encodeTower, modelTensors, seededRandom } from '@twotower/core';
import { encodeEntities, fitFeatures, saveFeatures, selectItems } from '@twotower/features';
import { buildIndex } from '@twotower/index';
import { configSchema } from '@twotower/schema';
import type { BundleContent } from '@twotower/store';

export interface DrawnSizes {
  readonly items: number;
  readonly users: number;
  readonly dim: number;
  /** Of each user. */
  readonly positives: number;
}

/** A bundle of an untrained model: what serving does with it costs as much as with a trained one. */
export async function drawnBundle(seed: number, sizes: DrawnSizes): Promise<BundleContent> {
  const { items: itemCount, users: userCount, dim, positives } = sizes;
  const config = configSchema.parse({
    schema: {
      user: { id: 'user', features: { recent: { kind: 'history', length: 50 } } },
      item: {
        id: 'item',
        features: { genre: { kind: 'categorical' } },
        attributes: ['title', 'genre', 'year'],
      },
    },
    data: { events: 'log.csv' },
  });
  const random = seededRandom(seed);
  const items = {
    ids: Array.from({ length: itemCount }, (_, i) => `item-${i}`),
    columns: {
      title: Array.from({ length: itemCount }, (_, i) => `The title of item ${i}`),
      genre: Array.from({ length: itemCount }, (_, i) => `genre ${i % 40}`),
      year: Array.from({ length: itemCount }, (_, i) => 1950 + (i % 70)),
    },
  };
  const users = { ids: Array.from({ length: userCount }, (_, u) => `user-${u}`), columns: {} };
  const fitted = fitFeatures(config.schema, {
    users,
    items,
    trainUsers: new Uint8Array(userCount).fill(1),
    trainItems: new Uint8Array(itemCount).fill(1),
  });
  const model = createModel({
    dim,
    tables: fitted.tables,
    user: { inputs: fitted.user.inputs, hidden: [] },
    item: { inputs: fitted.item.inputs, hidden: [] },
    seed,
  });
  const all = selectItems(encodeEntities(fitted.item, items), Int32Array.from(items.ids.keys()));
  const itemVectors = encodeTower(model, 'item', all);
  const index = await buildIndex(itemVectors, dim, config.index);
  const { dense, tables } = modelTensors(model);
  const count = userCount * positives;
  return {
    kind: 'train',
    seed,
    config,
    features: saveFeatures(fitted),
    dense,
    tables,
    learner: { meta: {}, tensors: {} },
    itemVectors,
    dim,
    saveIndex: (folder) => index.save(folder),
    items: { ...items, popularity: new Float64Array(itemCount).fill(count / itemCount) },
    users: {
      ...users,
      history: {
        offsets: Int32Array.from({ length: userCount + 1 }, (_, u) => u * positives),
        items: Int32Array.from({ length: count }, () => random.integer(itemCount)),
        times: new Float64Array(count).fill(Number.NaN),
      },
    },
    metrics: {
      protocol: {
        split: 'random',
        part: 'none',
        seen: 'mask',
        users: 0,
        items: itemCount,
        trainEvents: count,
        testEvents: 0,
        seed,
      },
      metrics: {},
      baselines: {},
      slices: {},
      curve: [],
      timing: {},
      warnings: [],
    },
  };
}
