import { createModel } from '@twotower/core';
import { saveFeatures } from '@twotower/features';
import { type Config, parseConfig, publishedConfig } from '@twotower/schema';
import type { Store } from '@twotower/store';
import { modelShape } from '../../prepare/model-shape.ts';
import { prepareTraining } from '../../prepare/prepare.ts';
import { wholeHistory } from '../../publish/bundle-content.ts';
import { learnerState } from '../../teach/learner-state.ts';
import { learnerForBundle } from '../../teach/served-learner.ts';
import { admitAfter, type CountedSide, emptyStanding, evictAfterDays } from './counted-learning.ts';
import type { CountedBundle } from './counted-model.ts';
import { bundleOf } from './counting-learner.ts';
import { placedDataset } from './plain-reader.ts';

/** When the first bundle's log ends. */
export const firstTime = Date.UTC(2024, 0, 10);

/** What the first bundle has learnt; of its rows nothing is counted yet. */
const past = [
  ['u0', 'i0'],
  ['u1', 'i1'],
  ['u0', 'i1'],
] as const;

export const countedConfig: Config = parseConfig({
  schema: { user: { id: 'user' }, item: { id: 'item' }, event: { type: 'type', time: 'time' } },
  data: { events: 'log.csv', repeats: 'keep' },
  model: { dim: 2, user: { hidden: [] }, item: { hidden: [] } },
  index: { kind: 'exact' },
  update: { epsilon: 0, admitAfter, evictAfterDays, rehearse: 0, driftCap: 1e9 },
  gate: { holdout: 0.2, indexRecall: 0.5 },
});

/** Writes the bundle that all histories begin with, as the champion. */
export async function writeFirstBundle({ bundles, aliases, events }: Store): Promise<void> {
  const placed = past.map(([user, item], offset) => ({ user, item, type: 'click', time: firstTime, offset }));
  const dataset = placedDataset(placed, (ids) => ({ ids, columns: {} }));
  const data = prepareTraining(countedConfig, dataset);
  const model = createModel(modelShape(countedConfig, data.fitted));
  for (const { values } of model.tables.values()) values.fill(0);
  const state = learnerState({ passes: 1, model, held: {} }, data.fitted);
  const { id } = await bundles.write({
    ...bundleOf(model, data.encodedItems),
    kind: 'train',
    seed: countedConfig.training.seed,
    config: publishedConfig(countedConfig),
    features: saveFeatures(data.fitted),
    learner: learnerForBundle({ model, state, unknown: {}, saved: {} }, model),
    items: { ...dataset.items, popularity: data.counts },
    users: { ...dataset.users, history: wholeHistory(data.positives) },
    cutOff: { position: (await events.extent()).end, newestTime: firstTime, files: [] },
  });
  await aliases.set('champion', id);
}

/** The same in the slow model. */
export function firstCounted(id: string): CountedBundle {
  const side = (name: 0 | 1): CountedSide => {
    const ids = [...new Set(past.map((pair) => pair[name]))];
    return {
      rows: new Map(ids.map((each) => [each, [0, 0]])),
      lastSeen: new Map(ids.map((each) => [each, firstTime])),
      waiting: new Map(),
    };
  };
  const histories = new Map<string, { item: string; time: number }[]>();
  for (const [user, item] of past) {
    histories.set(user, [...(histories.get(user) ?? []), { item, time: firstTime }]);
  }
  const at = { ...emptyStanding(firstTime), user: side(0), item: side(1) };
  return { id, cut: 0, at, users: new Set(histories.keys()), histories, deltas: [] };
}
