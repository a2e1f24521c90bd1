import { type Random, seededRandom } from '@twotower/core';
import type { TrainBatch } from '@twotower/core/train';
import { selectItems, selectUsers } from '@twotower/features';
import { type AccidentalHits, drawCandidates, type NegativeSource } from '@twotower/sampling';
import type { TrainingData } from './prepare.ts';

export interface BatchOptions {
  readonly batchSize: number;
  readonly seed: number;
  readonly logQ: 'none' | 'count';
  readonly sources: readonly NegativeSource[];
  readonly hits: AccidentalHits;
  /** Share of rows whose ID is hidden, so that the row for unknown IDs is trained. */
  readonly userDropout: number;
  readonly itemDropout: number;
}

/**
 * One epoch of training batches in a shuffled order.
 *
 * The order and all draws depend on the seed and the epoch's number alone, so that a resumed run goes on as the
 * uninterrupted one would.
 */
export function* epochBatches(
  data: TrainingData,
  epoch: number,
  options: BatchOptions,
): Generator<TrainBatch> {
  const random = seededRandom(options.seed * 1_000_003 + epoch);
  const order = shuffled(data.positives.length, random);
  for (let start = 0; start < order.length; start += options.batchSize) {
    const events = order.subarray(start, start + options.batchSize);
    yield assembleBatch(data, events, random, options);
  }
}

function assembleBatch(
  data: TrainingData,
  events: Int32Array,
  random: Random,
  options: BatchOptions,
): TrainBatch {
  const { positives, histories } = data;
  const users = events.map((event) => positives.user[event]);
  const rowItems = events.map((event) => positives.item[event]);
  const weights = Float32Array.from(events, (event) => positives.weight[event]);
  const candidates = drawCandidates(options.sources, rowItems, random, options.logQ);
  return {
    users: selectUsers(data.encodedUsers, users, {
      hideId: hidden(users.length, options.userDropout, random),
      histories,
      historyEnd: events.map((event) => histories.position[event]),
    }),
    items: selectItems(
      data.encodedItems,
      candidates.items,
      hidden(candidates.items.length, options.itemDropout, random),
    ),
    logQ: candidates.logQ,
    weights,
    hits: options.hits.find(users, candidates.items),
  };
}

function hidden(size: number, share: number, random: Random): Uint8Array | undefined {
  if (share === 0) {
    return undefined;
  }
  const mask = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    mask[i] = random.next() < share ? 1 : 0;
  }
  return mask;
}

/** The integers below n in random order (Fisher and Yates). */
function shuffled(n: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
