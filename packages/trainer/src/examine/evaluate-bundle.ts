import { modelFromTensors } from '@twotower/core';
import type { Engine } from '@twotower/core/train';
import {
  type Dataset,
  type Entities,
  encodeContext,
  encodeEntities,
  loadFeatures,
  memoryDataset,
  type RawValue,
} from '@twotower/features';
import { type Config, parseConfig, type Report } from '@twotower/schema';
import { type BundleUsers, floatTensors, type OpenBundle } from '@twotower/store';
import { TrainerError } from '../error.ts';
import { inMemory, type PositiveSource, positivesInOrder, positivesOf } from '../prepare/positives.ts';
import { countItems } from '../prepare/prepare.ts';
import { createExamination } from './examination.ts';
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
  bundle: OpenBundle,
  log: Dataset,
  evaluation?: Config['evaluation'],
): Promise<Report> {
  const [known, catalogue] = [await bundle.users(), await bundle.items()];
  const stored = parseConfig(await bundle.config(), `config of bundle ${bundle.manifest.id}`);
  const config = evaluation ? { ...stored, evaluation } : stored;
  const fitted = loadFeatures(await bundle.features());
  const items = mergeEntities(catalogue, log.items);
  const users = mergeEntities(known, log.users);
  const before = bundlePositives(known, users.ids.length);
  const test = remap(log, users.ids, items.ids);
  const data = {
    users: users.ids.length,
    items: items.ids.length,
    fitted,
    encodedUsers: encodeEntities(fitted.user, users),
    encodedItems: encodeEntities(fitted.item, items),
    encodedContext: encodeContext(fitted.user, log.dictionaries),
    positives: before,
    dropped: {},
    counts: countItems(items.ids.length, before),
    known: Uint8Array.from(users.ids, (_, u) => (before.offsets[u + 1] > before.offsets[u] ? 1 : 0)),
  };
  const model = modelFromTensors({
    user: fitted.user.inputs,
    item: fitted.item.inputs,
    dense: floatTensors(await bundle.dense(), bundle.manifest.id),
    tables: floatTensors(await bundle.tables(), bundle.manifest.id),
  });
  const report = createReport({
    engine,
    config,
    data,
    loop: { model, bestEpoch: 0, curve: [], trainSeconds: 0, samplesPerSecond: 0, workers: 0 },
    splitKind: 'events',
    part: 'test',
    examination: createExamination(config, data, test),
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

/** What the bundle's users did, which come first among `users`. */
function bundlePositives({ history }: BundleUsers, users: number): PositiveSource {
  const { items, offsets: known } = history;
  const offsets = new Int32Array(users + 1).fill(items.length);
  offsets.set(known);
  return inMemory(offsets, positivesInOrder(offsets, items));
}

/** The positives of a log under the indices of other lists of ids. */
function remap(log: Dataset, userIds: readonly string[], itemIds: readonly string[]): PositiveSource {
  const rowsOf = (from: readonly string[], to: readonly string[]): Int32Array => {
    const row = new Map(to.map((id, i) => [id, i]));
    return Int32Array.from(from, (id) => row.get(id) ?? -1);
  };
  const userRow = rowsOf(log.users.ids, userIds);
  const itemRow = rowsOf(log.items.ids, itemIds);
  const { users, items, types, dictionaries } = log;
  const events = log.readUsers(0, users.ids.length);
  return positivesOf(
    memoryDataset({
      users: { ids: userIds, columns: {} },
      items,
      types,
      dictionaries,
      events: {
        ...events,
        user: events.user.map((user) => userRow[user]),
        item: events.item.map((item) => itemRow[item]),
      },
    }),
  );
}
