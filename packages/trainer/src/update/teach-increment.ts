import type { Engine, Learns } from '@twotower/core/train';
import type { Config } from '@twotower/schema';
import { TrainerError } from '../error.ts';
import type { TrainingData } from '../prepare/prepare.ts';
import { teachHere } from '../teach/one-thread.ts';
import type { Increment } from './increment.ts';
import { incrementConfig } from './increment-config.ts';
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

/**
 * Of how many events a batch of an increment is meant to be: shorter ones have the say that they have in it. An increment teaches an
 * event once, where training teaches each several times, so a fraction of a batch of training counts as a whole one. If it were a
 * whole batch, each event would move its rows so little that what people turn to is followed too late (`pnpm bench freshness`); were it
 * far less, a handful of events would move theirs as far as a thousand do.
 *
 * @param batchSize of training
 * @param learnt positives of the bundle: one of few has never seen a whole batch
 */
export function meantBatch(batchSize: number, learnt: number): number {
  return Math.max(1, Math.min(batchSize, learnt) / timesTaught);
}

/** Few settings train for fewer passes than this. */
const timesTaught = 4;
