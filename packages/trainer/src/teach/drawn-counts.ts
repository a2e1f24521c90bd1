import { userBlocks } from '@twotower/features';
import { addCappedCounts, keepProbabilities } from '@twotower/sampling';
import { TrainerError } from '../error.ts';
import type { LearningConfig } from '../prepare/learning-config.ts';
import type { PositiveSource, Positives } from '../prepare/positives.ts';

/**
 * `[items]` how often each item is expected among the positives that an epoch trains: the distribution that logQ must
 * correct for. It is not how often an item is a positive: `positivesPerUser` leaves each of a user's n positives with the
 * chance `min(1, cap / n)`, `subsample` each of an item's with its own, and one of weight 0 has none.
 *
 * @param counts `[items]`, positives an item
 * @throws TrainerError where a weight is negative or no finite number
 */
export function drawnCounts(
  positives: PositiveSource,
  counts: Float64Array,
  { positivesPerUser = Number.POSITIVE_INFINITY, subsample }: LearningConfig['training'],
): Float64Array {
  const drawn = new Float64Array(counts.length);
  for (const { events } of userBlocks(positives)) {
    addCappedCounts(drawn, teaching(events), positivesPerUser);
  }
  if (typeof subsample !== 'number') {
    return drawn;
  }
  const keep = keepProbabilities(counts, subsample);
  return drawn.map((count, item) => count * keep[item]);
}

/** The users and items of those with a weight. */
function teaching({ user, item, weight, length }: Positives) {
  const users = new Int32Array(length);
  const items = new Int32Array(length);
  let count = 0;
  for (let e = 0; e < length; e++) {
    if (!(weight[e] >= 0 && weight[e] < Number.POSITIVE_INFINITY)) {
      throw new TrainerError(
        'data',
        `a positive of user ${user[e]} and item ${item[e]} (counted from 0 as they came) has weight ${weight[e]}, which must be a finite number from 0 on; check the column of schema.event.weight`,
      );
    }
    if (weight[e] > 0) {
      users[count] = user[e];
      items[count++] = item[e];
    }
  }
  return { length: count, user: users, item: items };
}
