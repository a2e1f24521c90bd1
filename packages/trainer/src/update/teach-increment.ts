import type { Engine, Learns } from '@twotower/core/train';
import type { Config } from '@twotower/schema';
import { TrainerError } from '../error.ts';
import type { TrainingData } from '../prepare/prepare.ts';
import { teachHere } from '../teach/one-thread.ts';
import type { Increment } from './increment.ts';
import { incrementConfig } from './increment-config.ts';
import { meantBatch } from './meant-batch.ts';
import { timedFeed } from './timed-feed.ts';
import { withFrequencies } from './warm-frequencies.ts';

/** What of a model an incremental update moves: rows of IDs that occur as positives, and nothing else. */
const idsAlone: Learns = {
  dense: false,
  tables: 'all',
  inputs: {
    user: [{ feature: 'id', table: 'user-ids' }],
    item: [{ feature: 'id', table: 'item-ids' }],
  },
  candidates: 'in-batch',
  lockUnknown: true,
};

/** Teaches an increment's rows of IDs the positives of a stretch once, in the order of time. */
export async function teachIncrement(
  engine: Engine,
  config: Config,
  increment: Increment,
  data: TrainingData,
): Promise<void> {
  const { base, model, sequence } = increment;
  const learning = incrementConfig(config);
  const number = base.learner.state.passes + sequence + 1;
  const teacher = await teachHere({
    engine,
    config: learning,
    data,
    feed: timedFeed(
      learning,
      data,
      number,
      meantBatch(config.training.batchSize, base.users.history.items.length),
    ),
    model,
    learns: idsAlone,
    held: withFrequencies(learning, increment.held, base),
    notFinite: (loss, _, done, blame) =>
      new TrainerError(
        'failed',
        `the loss of an incremental update became ${loss} after ${done} positives; ${blame ?? 'lower training.learningRate, or make a full update'}`,
      ),
  });
  try {
    await teacher.teach(number, undefined);
    increment.held = await teacher.held();
  } finally {
    await teacher.end();
  }
}
