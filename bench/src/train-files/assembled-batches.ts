import { seededRandom } from '@twotower/core';
import type { TrainBatch } from '@twotower/core/train';
import { joinEvents, selectItems, selectUsers, takeEvents } from '@twotower/features';
import { accidentalHits, drawCandidates, inBatchNegatives, uniformNegatives } from '@twotower/sampling';
import { type RunResult, UserRuns } from '@twotower/trainer';

const stretches = 64;
const samples = 1 << 18;
/** As many as the config's default negatives add. */
const uniform = 512;

/**
 * Batches of a run's own data, put together before time is taken: positives of users from all over the log in random order,
 * their features, candidates, correction and accidental hits, in the shapes that the run's batches have.
 */
export function assembledBatches({ data }: Pick<RunResult, 'data'>, size: number): TrainBatch[] {
  const { positives, encodedUsers, encodedItems, counts, items, users } = data;
  const random = seededRandom(1);
  const each = Math.ceil(users / stretches);
  const read = Array.from({ length: stretches }, (_, s) => {
    const first = Math.min(users, s * each);
    const events = positives.readUsers(first, Math.min(users, first + each));
    return takeEvents(
      events,
      Int32Array.from({ length: Math.min(events.length, samples / stretches) }, (_, e) => e),
    );
  });
  const inOrder = joinEvents(read);
  const hits = accidentalHits(new UserRuns(users).of(inOrder), items);
  const order = Int32Array.from({ length: inOrder.length }, (_, e) => e);
  for (let e = order.length - 1; e > 0; e--) {
    const other = random.integer(e + 1);
    [order[e], order[other]] = [order[other], order[e]];
  }
  const { user, item } = takeEvents(inOrder, order);
  const sources = [inBatchNegatives(counts), uniformNegatives(items, uniform)];
  return Array.from({ length: Math.floor(user.length / size) }, (_, b) => {
    const batchUsers = user.slice(b * size, (b + 1) * size);
    const candidates = drawCandidates(sources, item.slice(b * size, (b + 1) * size), random, 'count');
    return {
      users: selectUsers(encodedUsers, batchUsers),
      items: selectItems(encodedItems, candidates.items),
      logQ: candidates.logQ,
      weights: new Float32Array(size).fill(1),
      // A copy: what is found holds until the next batch.
      hits: hits.find(batchUsers, candidates.items).slice(),
    };
  });
}
