import type { TrainingData } from '../../prepare/prepare.ts';
import { type LoopResult, trainLoop } from '../../teach/train-loop.ts';
import { workerCount } from '../../teach/worker-count.ts';
import type { BaseBundle } from '../base-bundle.ts';
import { taughtOf } from '../new-weights.ts';
import type { UpdateTools } from '../resume-increment.ts';
import type { RenewedLearner } from './renewed-learner.ts';

/** One epoch of a window in a random order, from a learner on. */
export function teachNight(
  { engine, config, onProgress }: UpdateTools,
  base: BaseBundle,
  data: TrainingData,
  { learner }: RenewedLearner,
): Promise<LoopResult> {
  const { batchSize } = config.training;
  // What is history takes no teaching: threads are for what is new.
  const workers = workerCount(config, taughtOf(data.positives));
  const meant = Math.min(batchSize, Math.max(1, base.users.history.items.length));
  const training = { ...config.training, workers, maxSeconds: undefined };
  return trainLoop(engine, { ...config, training }, data, { from: learner, epochs: 1, meant, onProgress });
}
