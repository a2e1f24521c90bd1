import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createModel, encodeTower, modelTensors } from '@twotower/core';
import { encodeEntities, fitFeatures, saveFeatures, selectItems } from '@twotower/features';
import { buildIndex } from '@twotower/index';
import { configSchema } from '@twotower/schema';
import { type FolderStore, openStore, type Store } from '@twotower/store';

/** An empty store in a temporary folder, and what removes it. */
export async function temporaryStore(): Promise<{ store: FolderStore; remove: () => Promise<void> }> {
  const store = await openStore(await mkdtemp(join(tmpdir(), 'twotower-recall-')));
  const remove = async () => {
    await store.close();
    await rm(store.folder, { recursive: true });
  };
  return { store, remove };
}

/** Writes an untrained bundle of 20 films and the users `ann` and `b/ö`, one positive each, and promotes it. */
export async function promoteTinyBundle(store: Store): Promise<string> {
  const config = configSchema.parse({
    name: 'tiny',
    schema: {
      user: { id: 'user_id', features: { age: { kind: 'numeric' } } },
      item: { id: 'item_id' },
      context: { device: { kind: 'categorical' }, hour: { kind: 'time', column: 'timestamp' } },
      event: { time: 'timestamp' },
    },
    data: { events: 'events.csv' },
  });
  const rows = Int32Array.from({ length: 20 }, (_, i) => i);
  const items = {
    ids: Array.from(rows, (i) => `i${i}`),
    columns: { title: Array.from(rows, (i) => `Film ${i}`), year: Array.from(rows, (i) => 1990 + (i % 4)) },
  };
  const users = { ids: ['ann', 'b/ö'], columns: { age: [30, null] } };
  const trainItems = new Uint8Array(20).fill(1);
  const fitted = fitFeatures(config.schema, {
    users,
    items,
    trainUsers: Uint8Array.of(1, 1),
    trainItems,
    context: { device: () => ['phone', 'tv'] },
  });
  const { tables, user, item } = fitted;
  const model = createModel({
    dim: 4,
    tables,
    user: { inputs: user.inputs, hidden: [] },
    item: { inputs: item.inputs, hidden: [] },
    seed: 5,
  });
  const itemVectors = encodeTower(model, 'item', selectItems(encodeEntities(item, items), rows));
  const { dense, tables: weights } = modelTensors(model);
  const index = await buildIndex(itemVectors, 4, { kind: 'exact' });
  const { id } = await store.bundles.write({
    kind: 'train',
    seed: 5,
    config,
    features: saveFeatures(fitted),
    dense,
    tables: weights,
    learner: { meta: {}, tensors: {} },
    itemVectors,
    dim: 4,
    saveIndex: (folder) => index.save(folder),
    items: { ...items, popularity: Float64Array.from(rows, (i) => 20 - i) },
    users: {
      ...users,
      history: { offsets: Int32Array.of(0, 1, 2), items: Int32Array.of(3, 4), times: Float64Array.of(0, 0) },
    },
    metrics: {
      protocol: {
        split: 'random',
        part: 'none',
        seen: 'mask',
        users: 2,
        items: 20,
        trainEvents: 2,
        testEvents: 0,
        seed: 5,
      },
      metrics: { 'recall@20': 0.5 },
      baselines: {},
      slices: {},
      curve: [],
      timing: {},
      warnings: [],
    },
  });
  await store.aliases.set('champion', id);
  return id;
}
