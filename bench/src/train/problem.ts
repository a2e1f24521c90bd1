import { seededRandom } from '@twotower/core';

/** The problem all are measured on: two towers `64 -> 128 -> 64` over IDs, in-batch softmax with logQ, Adagrad. */
export const problem = {
  users: 200_000,
  items: 100_000,
  dim: 64,
  hidden: 128,
  temperature: 0.07,
  learningRate: 0.05,
  /** Positives that are drawn in all, so that batches touch the tables all over and caches do not hold them. */
  positives: 1 << 20,
  seed: 1,
} as const;

/** Positives by user, in random order of time: user u's items are `item[offsets[u]]` to `item[offsets[u + 1]]`. */
export interface DrawnPositives {
  readonly user: Int32Array;
  readonly item: Int32Array;
  /** `[users + 1]` */
  readonly offsets: Int32Array;
  /** `[items]` how often each item is a positive. */
  readonly counts: Float64Array;
}

/** Users and items drawn uniformly, as the peers draw them. */
export function drawPositives(users: number, items: number, length: number, seed: number): DrawnPositives {
  const random = seededRandom(seed);
  const user = Int32Array.from({ length }, () => random.integer(users)).sort();
  const item = Int32Array.from({ length }, () => random.integer(items));
  const offsets = new Int32Array(users + 1);
  const counts = new Float64Array(items);
  for (let e = 0; e < length; e++) {
    offsets[user[e] + 1]++;
    counts[item[e]]++;
  }
  for (let u = 0; u < users; u++) {
    offsets[u + 1] += offsets[u];
  }
  return { user, item, offsets, counts };
}
