import { modelTensors, type TwoTowerModel } from '@twotower/core';
import type { Engine } from '@twotower/core/train';
import { type Dataset, saveFeatures, userBlocks } from '@twotower/features';
import { buildIndex } from '@twotower/index';
import { type Config, publishedConfig, type Report } from '@twotower/schema';
import type { BundleHistory, BundleManifest } from '@twotower/store';
import { TrainerError } from '../error.ts';
import { encodeAllItems } from '../examine/model-scorer.ts';
import type { PositiveSource } from '../prepare/positives.ts';
import type { TrainingData } from '../prepare/prepare.ts';
import { removeCheckpoints } from '../teach/checkpoint.ts';
import { type RunOptions, runExperiment } from './experiment.ts';

export interface TrainResult {
  readonly manifest: BundleManifest;
  readonly report: Report;
}

/**
 * Trains from scratch and writes a bundle.
 *
 * The report is that of the model that did not see the validation part; the bundle's model, histories and popularity are
 * those of the whole log.
 *
 * @throws TrainerError without a store, or as {@link runExperiment} does
 */
export async function train(options: RunOptions): Promise<TrainResult> {
  const { config, split, store, onProgress } = options;
  if (!store) {
    throw new TrainerError('failed', 'train writes a bundle and needs a store to write it to');
  }
  const runId = await store.runs.start({ kind: 'train', config: publishedConfig(config) });
  try {
    const { report, model, data } = await runExperiment('validation', {
      ...options,
      onEpoch: (record) => store.runs.epoch(runId, record),
    });
    onProgress?.({ kind: 'phase', message: 'Indexing items and writing the bundle' });
    const manifest = await store.bundles.write(
      await bundleContent(options.engine, config, model, data, split.train, report, (message) =>
        onProgress?.({ kind: 'notice', message }),
      ),
    );
    await store.runs.finish(runId, report);
    await removeCheckpoints(store);
    return { manifest, report };
  } catch (error) {
    await store.runs.fail(runId, error instanceof Error ? error.message : String(error));
    throw error;
  }
}

async function bundleContent(
  engine: Engine,
  config: Config,
  model: TwoTowerModel,
  data: TrainingData,
  { users, items }: Dataset,
  report: Report,
  onNotice: (message: string) => void,
) {
  const itemVectors = encodeAllItems(engine, model, data);
  const index = await buildIndex(itemVectors, model.dim, config.index, { onNotice });
  const { dense, tables, accumulators } = modelTensors(model);
  return {
    kind: 'train' as const,
    seed: config.training.seed,
    config: publishedConfig(config),
    features: saveFeatures(data.fitted),
    dense,
    tables,
    learner: {
      meta: {},
      tensors: Object.fromEntries(
        Object.entries(accumulators).map(([name, tensor]) => [`accumulator/${name}`, tensor]),
      ),
    },
    itemVectors,
    dim: model.dim,
    saveIndex: (folder: string) => index.save(folder),
    items: { ids: items.ids, columns: items.columns, popularity: data.counts },
    users: { ids: users.ids, columns: users.columns, history: wholeHistory(data.positives) },
    metrics: report,
  };
}

/** All users' positives in order with their times, 12 bytes each. */
function wholeHistory(positives: PositiveSource): BundleHistory {
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
