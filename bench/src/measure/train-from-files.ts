import { readDataset } from '@twotower/data';
import { emptyEvents, memoryDataset } from '@twotower/features';
import type { Config } from '@twotower/schema';
import { loadTrainingEngine, type RunResult, runExperiment } from '@twotower/trainer';

export interface FilesTrained {
  /** Until the log is in memory or in sealed shards; of shards that were there already, until they are open. */
  readonly readSeconds: number;
  /** Of the epoch's clock: windows are read, ordered and shuffled, batches drawn and taught. */
  readonly epochSeconds: number;
  /** From the first byte read to the end of the run: features are fitted and the model is made and copied as well. */
  readonly allSeconds: number;
  readonly samplesPerSecond: number;
  readonly workers: number;
  /** Of the process so far. */
  readonly peakRssBytes: number;
  readonly result: RunResult;
}

/**
 * Reads a log from files and trains on all of it for as many epochs as the config says; nothing is held out.
 *
 * @param folder what the config's paths are relative to
 * @param scratch where logs that do not fit in memory are encoded
 */
export async function trainFromFiles(config: Config, folder: string, scratch: string): Promise<FilesTrained> {
  const started = performance.now();
  const { dataset: train } = await readDataset(config, folder, { scratch });
  const readSeconds = (performance.now() - started) / 1000;
  const none = memoryDataset({ ...train, events: emptyEvents(0, { context: {} }) });
  const result = await runExperiment('test', {
    engine: await loadTrainingEngine('auto', config, { train }),
    config,
    split: { kind: 'none', train, validation: none, test: none },
  });
  const { curve, timing } = result.report;
  const last = curve[curve.length - 1];
  return {
    readSeconds,
    epochSeconds: last.seconds,
    allSeconds: (performance.now() - started) / 1000,
    samplesPerSecond: last.samplesPerSecond,
    workers: timing.workers ?? 1,
    peakRssBytes: process.resourceUsage().maxRSS * 1024,
    result,
  };
}
