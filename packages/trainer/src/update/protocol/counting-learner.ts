import type { EmbeddingTable, TwoTowerModel } from '@twotower/core';
import { type EncodedSide, saveFeatures, selectItems, type TowerBatch, userBlocks } from '@twotower/features';
import { publishedConfig, type Report } from '@twotower/schema';
import type { BundleContent } from '@twotower/store';
import type { TrainingData } from '../../prepare/prepare.ts';
import { wholeHistory } from '../../publish/bundle-content.ts';
import { learnerState, openLearner } from '../../teach/learner-state.ts';
import { learnerForBundle } from '../../teach/served-learner.ts';
import { weightsOf } from '../../teach/weights.ts';
import type { NightLesson, UpdateLearner } from '../update-learner.ts';

/**
 * A learner that only counts: a positive adds 1 to the first number of its user's and its item's row, and its place in the log, from 1
 * on, to the second. So a row tells how many events it has learnt, and which. An item's vector is its row.
 *
 * @param accepts whether a gate is to let the next candidate pass
 */
export function countingLearner(accepts: () => boolean): UpdateLearner {
  return {
    async learnStretch(_, { model }, data) {
      count(model, data);
    },
    itemVectors,
    async learnNight(lesson) {
      return {
        content: countedBundle(lesson),
        findings: { k: 1, users: 0, indexRecall: accepts() ? 1 : 0 },
      };
    },
  };
}

function countedBundle({ config, renewed, data, events: { users, items } }: NightLesson): BundleContent {
  const { passes, model, held } = openLearner(data.fitted, renewed.learner.state);
  count(model, data);
  const state = learnerState({ passes: passes + 1, model, held }, data.fitted);
  return {
    ...bundleOf(model, data.encodedItems),
    seed: config.training.seed,
    config: publishedConfig(config),
    features: saveFeatures(data.fitted),
    learner: learnerForBundle({ model, state, unknown: {}, saved: {} }, model),
    items: { ids: items.ids, columns: items.columns, popularity: data.counts },
    users: { ids: users.ids, columns: users.columns, history: wholeHistory(data.positives) },
  };
}

/** What of a bundle follows from a model that counts. */
export function bundleOf(model: TwoTowerModel, items: EncodedSide) {
  const all = Int32Array.from(items.idRows.keys());
  return {
    kind: 'full' as const,
    ...weightsOf(model),
    itemVectors: itemVectors(model, selectItems(items, all)),
    dim: model.dim,
    saveIndex: async () => {},
    metrics: nothingMeasured,
  };
}

function count(model: TwoTowerModel, { positives, encodedUsers, encodedItems }: TrainingData): void {
  const [users, items] = [tableOf(model, 'user'), tableOf(model, 'item')];
  for (const { events } of userBlocks(positives)) {
    for (let e = 0; e < events.length; e++) {
      if (events.weight[e] === 0) continue;
      addTo(users, encodedUsers.idRows[events.user[e]], events.offset[e]);
      addTo(items, encodedItems.idRows[events.item[e]], events.offset[e]);
    }
  }
}

function addTo({ dim, values, changedAt, stamp }: EmbeddingTable, row: number, offset: number): void {
  if (row === 0) return;
  values[row * dim]++;
  values[row * dim + 1] += offset + 1;
  changedAt[row] = stamp[0];
}

function itemVectors(model: TwoTowerModel, { size, bags: [ids] }: TowerBatch): Float32Array {
  const { dim, values } = tableOf(model, 'item');
  const vectors = new Float32Array(size * dim);
  for (let n = 0; n < size; n++) {
    const row = ids.rows[ids.offsets[n]];
    vectors.set(values.subarray(row * dim, (row + 1) * dim), n * dim);
  }
  return vectors;
}

function tableOf(model: TwoTowerModel, side: 'user' | 'item'): EmbeddingTable {
  const table = model.tables.get(`${side}-ids`);
  if (table === undefined) throw new RangeError(`the model has no table ${side}-ids`);
  return table;
}

const nothingMeasured: Report = {
  protocol: {
    split: 'log',
    part: 'none',
    seen: 'keep',
    users: 0,
    items: 0,
    trainEvents: 0,
    testEvents: 0,
    seed: 0,
  },
  metrics: {},
  baselines: {},
  slices: {},
  curve: [],
  timing: {},
  warnings: [],
};
