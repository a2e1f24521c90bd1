import type { Engine } from '@twotower/core/train';
import { type Dataset, saveFeatures, toldEntities, userBlocks } from '@twotower/features';
import { buildIndex, indexRecall } from '@twotower/index';
import { type Config, publishedConfig, statedTerms } from '@twotower/schema';
import type { BundleContent, BundleHistory } from '@twotower/store';
import { encodeAllItems } from '../examine/encode-all-items.ts';
import { termsOf } from '../examine/terms-of.ts';
import type { PositiveSource } from '../prepare/positives.ts';
import { learnerForBundle } from '../teach/served-learner.ts';
import { weightsOf } from '../teach/weights.ts';
import { askingUsers } from './asking-users.ts';
import type { RunResult } from './run-options.ts';

/** All that a bundle of a trained model holds; builds the index. */
export async function bundleContent(
  engine: Engine,
  config: Config,
  { model, learnt, data, report, terms }: RunResult,
  { users, items }: Pick<Dataset, 'users' | 'items'>,
  onNotice: (message: string) => void,
): Promise<BundleContent> {
  const itemVectors = encodeAllItems(engine, model, data);
  const { prior, published, weight, aggregation } = termsOf(engine, model, data, terms, itemVectors);
  const bias = prior?.map((value) => weight * value);
  const told = toldEntities(data.encodedItems);
  const answers = { dim: model.dim, vectors: itemVectors, told, counts: data.counts };
  const queries = askingUsers(engine, model, data, answers, aggregation);
  const ranked = published ?? itemVectors;
  const index = await buildIndex(ranked, model.dim, config.index, { bias, queries, onNotice });
  return {
    kind: 'train',
    seed: config.training.seed,
    config: publishedConfig({ ...config, ...statedTerms(terms) }),
    features: saveFeatures(data.fitted),
    ...weightsOf(model),
    learner: learnerForBundle(learnt, model),
    itemVectors,
    dim: model.dim,
    ranking: { told, prior, published },
    saveIndex: (folder) => index.save(folder),
    items: { ids: items.ids, columns: items.columns, popularity: data.counts },
    users: { ids: users.ids, columns: users.columns, history: wholeHistory(data.positives) },
    metrics: {
      ...report,
      index: { kind: index.kind, recall: indexRecall(index, ranked, queries, { bias }) },
    },
  };
}

/** All users' positives in order with their times, 12 bytes each. */
export function wholeHistory(positives: PositiveSource): BundleHistory {
  const items = new Int32Array(positives.length);
  const times = new Float64Array(positives.length);
  let start = 0;
  for (const { events } of userBlocks(positives)) {
    items.set(events.item, start);
    times.set(events.time, start);
    start += events.length;
  }
  return { offsets: positives.offsets, items, times };
}
