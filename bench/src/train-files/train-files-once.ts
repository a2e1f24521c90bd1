import { join } from 'node:path';
import { readDataset } from '@twotower/data';
import { tell } from '../measure/in-process.ts';
import { trainFromFiles } from '../measure/train-from-files.ts';
import { taughtTogether } from '../train/taught-together.ts';
import { assembledBatches } from './assembled-batches.ts';
import { filesConfig } from './files-config.ts';

export interface FilesOnce {
  /** Holds `log/`, and the shards once they are encoded. */
  readonly folder: string;
  readonly batch: number;
  /** How long the step rate is measured. */
  readonly seconds: number;
}

export interface FilesEncoded {
  readonly seconds: number;
  readonly events: number;
  readonly peakRssBytes: number;
}

export interface FilesTurn {
  readonly openSeconds: number;
  readonly epochSeconds: number;
  readonly samplesPerSecond: number;
  readonly workers: number;
  readonly peakRssBytes: number;
  /** Of the trained model, in as many threads, from batches that lie ready. */
  readonly stepSamplesPerSecond: number;
}

/** Measures how long the log takes from text to shards, which stay. */
export async function filesEncode({ folder, batch }: FilesOnce): Promise<void> {
  const started = performance.now();
  const { summary } = await readDataset(filesConfig(batch), folder, { scratch: join(folder, 'shards') });
  tell({
    seconds: (performance.now() - started) / 1000,
    events: summary.accepted,
    peakRssBytes: process.resourceUsage().maxRSS * 1024,
  } satisfies FilesEncoded);
}

/** Measures an epoch from the shards and, right after it, the same model's step without input. */
export async function filesTurn({ folder, batch, seconds }: FilesOnce): Promise<void> {
  const { result, readSeconds, ...trained } = await trainFromFiles(
    filesConfig(batch),
    folder,
    join(folder, 'shards'),
  );
  const step = await taughtTogether({
    engine: 'kernel',
    model: result.model,
    batches: assembledBatches(result, batch),
    options: { temperature: 0.07, learningRate: 0.1 },
    threads: trained.workers,
    seconds,
  });
  tell({
    ...trained,
    openSeconds: readSeconds,
    stepSamplesPerSecond: step.samplesPerSecond,
  } satisfies FilesTurn);
}
