import { createModel, encodeTower, modelTensors, seededRandom } from '@twotower/core';
import { encodeEntities, fitFeatures, saveFeatures, selectItems } from '@twotower/features';
import { buildIndex } from '@twotower/index';
import { configSchema } from '@twotower/schema';
import { openStore } from '@twotower/store';

const dim = 64;
const userCount = 10_000;
const historyLength = 20;

/** How users of the drawn store are called. */
export function userId(row: number): string {
  return `user-${row % userCount}`;
}

/** Writes an untrained bundle of so many films with a title, a year and genres, and of 10,000 users with 20 clicks each, and promotes it. */
export async function writeDrawnStore(folder: string, items: number): Promise<void> {
  const config = configSchema.parse({
    name: 'drawn',
    schema: {
      user: { id: 'user', features: { age: { kind: 'numeric' } } },
      item: { id: 'item' },
      event: { time: 'time' },
    },
    data: { events: 'events.csv' },
  });
  const random = seededRandom(3);
  const rows = Int32Array.from({ length: items }, (_, row) => row);
  const catalogue = {
    ids: Array.from(rows, (row) => `film-${row}`),
    columns: {
      title: Array.from(rows, (row) => `The ${row % 7}th Street of Ketterly ${row}`),
      year: Array.from(rows, (row) => 1950 + (row % 75)),
      genres: Array.from(rows, (row) => ['Drama', 'Comedy', 'Crime'].slice(0, 1 + (row % 3)).join('|')),
    },
  };
  const users = {
    ids: Array.from({ length: userCount }, (_, row) => userId(row)),
    columns: { age: Array.from({ length: userCount }, (_, row) => 18 + (row % 60)) },
  };
  const fitted = fitFeatures(config.schema, {
    users,
    items: catalogue,
    trainUsers: new Uint8Array(userCount).fill(1),
    trainItems: new Uint8Array(items).fill(1),
    context: {},
  });
  const { tables, user, item } = fitted;
  const towers = { user: { inputs: user.inputs, hidden: [] }, item: { inputs: item.inputs, hidden: [] } };
  const model = createModel({ dim, tables, ...towers, seed: 5 });
  const itemVectors = encodeTower(model, 'item', selectItems(encodeEntities(item, catalogue), rows));
  const index = await buildIndex(itemVectors, dim, { kind: 'exact' });
  const { dense, tables: weights } = modelTensors(model);
  const store = await openStore(folder);
  const { id } = await store.bundles.write({
    kind: 'train',
    seed: 5,
    config,
    features: saveFeatures(fitted),
    dense,
    tables: weights,
    learner: { meta: {}, tensors: {} },
    itemVectors,
    dim,
    saveIndex: (place) => index.save(place),
    items: { ...catalogue, popularity: Float64Array.from(rows, (row) => items - row) },
    users: {
      ...users,
      history: {
        offsets: Int32Array.from({ length: userCount + 1 }, (_, row) => row * historyLength),
        items: Int32Array.from({ length: userCount * historyLength }, () =>
          Math.floor(random.next() * items),
        ),
        times: Float64Array.from({ length: userCount * historyLength }, (_, place) => place),
      },
    },
    metrics: {
      protocol: {
        split: 'random',
        part: 'none',
        seen: 'mask',
        users: userCount,
        items,
        trainEvents: userCount * historyLength,
        testEvents: 0,
        seed: 5,
      },
      metrics: {},
      baselines: {},
      slices: {},
      curve: [],
      timing: {},
      warnings: [],
    },
  });
  await store.aliases.set('champion', id);
  await store.close();
}
