import { modelFromTensors } from '@twotower/core';
import type { Engine } from '@twotower/core/train';
import { type Dataset, encodeContext, encodeEntities, loadFeatures } from '@twotower/features';
import { type Config, parseConfig, type Report } from '@twotower/schema';
import { type BundleUsers, floatTensors, type OpenBundle } from '@twotower/store';
import { TrainerError } from '../error.ts';
import { inMemory, type PositiveSource, positivesInOrder } from '../prepare/positives.ts';
import { countItems } from '../prepare/prepare.ts';
import { bundleTerms } from './bundle-terms.ts';
import { encodeAllItems } from './encode-all-items.ts';
import { createExamination } from './examination.ts';
import { examineAll } from './examine-all.ts';
import { mergeEntities } from './merge-entities.ts';
import { createReport } from './report.ts';
import { unlearntPositives } from './unlearnt.ts';

/**
 * Examines a bundle on the positives of a log: newer events than it has learnt from.
 *
 * Users are encoded from the bundle's histories, with the log's profiles where it brings some; the catalogue is the
 * bundle's and the log's items together; the baselines learn from the bundle's histories.
 *
 * @throws TrainerError where nothing is left to test, see {@link unlearntPositives}
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
  const tested = unlearntPositives(
    log,
    { userIds: users.ids, itemIds: items.ids },
    known.history,
    config.evaluation.seen,
  );
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
  const examination = createExamination(config, data, tested.positives);
  const terms = bundleTerms(stored, await bundle.ranking(), {
    vectors: await bundle.itemVectors(),
    now: encodeAllItems(engine, model, data),
  });
  const report = createReport({
    config,
    examined: [examineAll({ engine, config, data, loop: { model }, examination, terms })],
    loop: { bestEpoch: 0, curve: [], trainSeconds: 0, samplesPerSecond: 0, workers: 0 },
    splitKind: 'events',
    part: 'test',
    timing: {},
  });
  if (report.protocol.users === 0) {
    throw new TrainerError(
      'data',
      `nothing is left to test of bundle ${bundle.manifest.id}: ${tested.whyNone}; name newer events with --events FILE`,
    );
  }
  return report;
}

/** What the bundle's users did, which come first among `users`. */
function bundlePositives({ history }: BundleUsers, users: number): PositiveSource {
  const { items, times, offsets: known } = history;
  const offsets = new Int32Array(users + 1).fill(items.length);
  offsets.set(known);
  return inMemory(offsets, { ...positivesInOrder(offsets, items), time: times });
}
