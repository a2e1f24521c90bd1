import type { Engine } from '@twotower/core/train';
import { type LoopResult, trainLoop } from '../../teach/train-loop.ts';
import { workerCount } from '../../teach/worker-count.ts';
import { nightBatch } from '../meant-batch.ts';
import { taughtOf } from '../new-weights.ts';
import type { NightLesson } from '../update-learner.ts';

/** One epoch of a window in a random order, from a learner on. */
export function teachNight(
  engine: Engine,
  {
    config,
    base,
    data,
    renewed: { learner },
    onProgress,
  }: Pick<NightLesson, 'config' | 'base' | 'data' | 'renewed' | 'onProgress'>,
): Promise<LoopResult> {
  // What is history takes no teaching: batches and threads are for what is new.
  const taught = taughtOf(data.positives);
  const batchSize = nightBatch(config.training.batchSize, base.users.history.items.length, taught);
  const workers = workerCount(config, taught);
  const training = { ...config.training, batchSize, workers, maxSeconds: undefined };
  return trainLoop(engine, { ...config, training }, data, {
    from: learner,
    epochs: 1,
    meant: batchSize,
    onProgress,
  });
}
