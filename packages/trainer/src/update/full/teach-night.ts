import type { Engine } from '@twotower/core/train';
import { type LoopResult, trainLoop } from '../../teach/train-loop.ts';
import { workerCount } from '../../teach/worker-count.ts';
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
  const { batchSize } = config.training;
  // What is history takes no teaching: threads are for what is new.
  const workers = workerCount(config, taughtOf(data.positives));
  const meant = Math.min(batchSize, Math.max(1, base.users.history.items.length));
  const training = { ...config.training, workers, maxSeconds: undefined };
  return trainLoop(engine, { ...config, training }, data, { from: learner, epochs: 1, meant, onProgress });
}
