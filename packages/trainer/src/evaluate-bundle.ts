import { modelFromTensors } from '@twotower/core';
import type { Engine } from '@twotower/core/train';
import {
  buildHistories,
  type Dataset,
  type Entities,
  encodeEntities,
  loadFeatures,
  type RawValue,
} from '@twotower/features';
import { type Config, parseConfig, type Report } from '@twotower/schema';
import type { LoadedBundle } from '@twotower/store';
import { TrainerError } from './error.ts';
import { collectPositives, countItems, groupByUser, type Positives } from './interactions.ts';
import { createReport } from './report.ts';

/**
 * Examines a bundle on the positives of a log: newer events than it has learnt from.
 *
 * Users are encoded from the bundle's histories, with the log's profiles where it brings some; the catalogue is the
 * bundle's and the log's items together; the baselines learn from the bundle's histories.
 *
 * @throws TrainerError where masking what the bundle has seen leaves nothing to test
 */
export async function evaluateBundle(
  engine: Engine,
  bundle: LoadedBundle,
  log: Dataset,
  evaluation?: Config['evaluation'],
): Promise<Report> {
  const stored = parseConfig(bundle.config, `config of bundle ${bundle.manifest.id}`);
  const config = evaluation ? { ...stored, evaluation } : stored;
  const fitted = loadFeatures(bundle.features);
  const items = mergeEntities(bundle.items, log.items);
  const users = mergeEntities(bundle.users, log.users);
  const encodedItems = encodeEntities(fitted.item, items);
  const before = bundlePositives(bundle);
  const test = remap(await collectPositives(log), log, users.ids, items.ids);
  const byUser = groupByUser(users.ids.length, before);
  const known = new Uint8Array(users.ids.length);
  for (const user of before.user) {
    known[user] = 1;
  }
  const data = {
    users: users.ids.length,
    items: items.ids.length,
    fitted,
    encodedUsers: encodeEntities(fitted.user, users),
    encodedItems,
    positives: before,
    byUser,
    counts: countItems(items.ids.length, before),
    histories: buildHistories(encodedItems.idRows, users.ids.length, before.user, before.item),
    known,
  };
  const model = modelFromTensors({
    user: fitted.user.inputs,
    item: fitted.item.inputs,
    dense: bundle.dense,
    tables: bundle.tables,
  });
  const report = createReport({
    engine,
    config,
    data,
    loop: { model, bestEpoch: 0, curve: [], trainSeconds: 0, samplesPerSecond: 0 },
    splitKind: 'events',
    part: 'test',
    examination: {
      items: data.items,
      k: config.evaluation.k,
      seen: config.evaluation.seen,
      seenItems: byUser,
      testItems: groupByUser(data.users, test),
      known,
    },
    timing: {},
  });
  if (report.protocol.users === 0) {
    throw new TrainerError(
      'data',
      `nothing is left to test: bundle ${bundle.manifest.id} has learnt every positive of this log; ` +
        'name newer events with --events FILE',
    );
  }
  return report;
}

/** The first list, then what the second adds; of an entity in both, the second's values count where it has them. */
function mergeEntities(known: Entities, added: Entities): Entities {
  const row = new Map(known.ids.map((id, i) => [id, i]));
  const ids = [...known.ids];
  for (const id of added.ids) {
    if (!row.has(id)) {
      row.set(id, ids.length);
      ids.push(id);
    }
  }
  const names = new Set([...Object.keys(known.columns), ...Object.keys(added.columns)]);
  const columns: Record<string, RawValue[]> = {};
  for (const name of names) {
    const values: RawValue[] = new Array(ids.length).fill(null);
    known.columns[name]?.forEach((value, i) => {
      values[i] = value;
    });
    added.columns[name]?.forEach((value, i) => {
      const target = row.get(added.ids[i]);
      if (target !== undefined && value !== null && value !== undefined) {
        values[target] = value;
      }
    });
    columns[name] = values;
  }
  return { ids, columns };
}

function bundlePositives(bundle: LoadedBundle): Positives {
  const { offsets, items } = bundle.users.history;
  const user = new Int32Array(items.length);
  for (let u = 0; u + 1 < offsets.length; u++) {
    user.fill(u, offsets[u], offsets[u + 1]);
  }
  return { length: items.length, user, item: items, weight: new Float32Array(items.length).fill(1) };
}

function remap(
  positives: Positives,
  log: Dataset,
  userIds: readonly string[],
  itemIds: readonly string[],
): Positives {
  const rowsOf = (from: readonly string[], to: readonly string[]): Int32Array => {
    const row = new Map(to.map((id, i) => [id, i]));
    return Int32Array.from(from, (id) => row.get(id) ?? -1);
  };
  const userRow = rowsOf(log.users.ids, userIds);
  const itemRow = rowsOf(log.items.ids, itemIds);
  return {
    ...positives,
    user: positives.user.map((user) => userRow[user]),
    item: positives.item.map((item) => itemRow[item]),
  };
}
