import type { Config } from './config.ts';

/** Batches of an epoch that each worker must have, or starting it and waiting at the epoch's end costs more than it gains. */
const fewestBatches = 16;

/**
 * How many workers `training.workers` asks for: its number, at most one a batch of the epoch; with `auto` one a core, each
 * with at least 16 batches an epoch.
 *
 * @param positives of the training part
 */
export function workersFor(
  { workers, batchSize }: Pick<Config['training'], 'workers' | 'batchSize'>,
  positives: number,
  cores: number,
): number {
  const batches = Math.ceil(positives / batchSize);
  const wanted =
    workers === 'auto' ? Math.min(cores, Math.floor(batches / fewestBatches)) : Math.min(workers, batches);
  return Math.max(1, wanted);
}
