import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig, readDataset, splitDataset } from '@twotower/data';
import { loadTrainingEngine, runExperiment } from '@twotower/trainer';
import { tell } from '../measure/in-process.ts';
import { datasetsFolder } from '../settings.ts';

export interface WorkersRun {
  readonly set: string;
  readonly workers: number;
  readonly seed: number;
  readonly epochs: number;
}

export interface WorkersFigures {
  readonly recall: number;
  readonly ndcg: number;
  readonly samplesPerSecond: number;
}

const quality = fileURLToPath(new URL('../../quality/', import.meta.url));
const files: Readonly<Record<string, string>> = { lastfm: 'lastfm.yaml', gowalla: 'gowalla.ts' };

/** Trains a set's config of `quality/` for some epochs on so many workers and prints what it does on the test part. */
export async function workersOnce({ set, workers, seed, epochs }: WorkersRun): Promise<void> {
  const { config: whole } = await loadConfig(join(quality, files[set]));
  const config = {
    ...whole,
    training: { ...whole.training, workers, seed, epochs },
    evaluation: { ...whole.evaluation, baselines: [] },
  };
  const { dataset } = await readDataset(config, datasetsFolder());
  const split = splitDataset(dataset, config.split);
  const engine = await loadTrainingEngine('auto', config, split);
  const { report } = await runExperiment('test', { engine, config, split });
  const figures: WorkersFigures = {
    recall: report.metrics['recall@20'],
    ndcg: report.metrics['ndcg@20'],
    samplesPerSecond: report.timing.samplesPerSecond,
  };
  tell(figures);
}
