import { publishedConfig, type Report } from '@twotower/schema';
import type { BundleManifest, CutOff } from '@twotower/store';
import { TrainerError } from '../error.ts';
import { askedOf } from '../prepare/asked-config.ts';
import { removeCheckpoints } from '../teach/checkpoint.ts';
import { withMemory } from '../teach/served-learner.ts';
import { bundleContent } from './bundle-content.ts';
import { runExperiment } from './experiment.ts';
import type { RunOptions } from './run-options.ts';

export interface TrainOptions extends RunOptions {
  /** Up to where the log that it learns from goes, for updates to go on from there. */
  readonly cutOff?: CutOff;
}

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
export async function train(options: TrainOptions): Promise<TrainResult> {
  const { config, split, store, onProgress, cutOff } = options;
  if (!store) {
    throw new TrainerError('failed', 'train writes a bundle and needs a store to write it to');
  }
  const runId = await store.runs.start({ kind: 'train', config: publishedConfig(config) });
  try {
    const result = await runExperiment('validation', {
      ...options,
      onEpoch: (record) => store.runs.epoch(runId, record),
    });
    onProgress?.({ kind: 'phase', message: 'Indexing items and writing the bundle' });
    const content = await bundleContent(options.engine, result.config, result, split.train, (message) =>
      onProgress?.({ kind: 'notice', message }),
    );
    const learner = withMemory(content.learner, { asked: askedOf(config) });
    const manifest = await store.bundles.write({ ...content, learner, ...(cutOff && { cutOff }) });
    const report = content.metrics;
    await store.runs.finish(runId, report);
    await removeCheckpoints(store);
    return { manifest, report };
  } catch (error) {
    await store.runs.fail(runId, error instanceof Error ? error.message : String(error));
    throw error;
  }
}
