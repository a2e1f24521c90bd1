import { seededRandom } from '@twotower/core';
import type { TrainBatch } from '@twotower/core/train';
import type { TowerBatch } from '@twotower/features';
import { accidentalHits, byOffsets, drawCandidates, inBatchNegatives } from '@twotower/sampling';
import { drawPositives, problem } from './problem.ts';

/**
 * The problem's positives in random order, cut into batches, with the correction and the accidental hits a training run
 * would find: the row of an ID is its index plus 1.
 */
export function drawBatches(size: number): TrainBatch[] {
  const { users, items, positives, seed } = problem;
  const { user, item, offsets, counts } = drawPositives(users, items, positives, seed);
  const random = seededRandom(seed + 1);
  const order = Int32Array.from({ length: positives }, (_, e) => e);
  for (let e = positives - 1; e > 0; e--) {
    const other = random.integer(e + 1);
    [order[e], order[other]] = [order[other], order[e]];
  }
  const hits = accidentalHits(byOffsets(offsets, item), items);
  const sources = [inBatchNegatives(counts)];
  return Array.from({ length: Math.floor(positives / size) }, (_, b) => {
    const events = order.subarray(b * size, (b + 1) * size);
    const batchUsers = events.map((event) => user[event]);
    const candidates = drawCandidates(
      sources,
      events.map((event) => item[event]),
      random,
      'count',
    );
    return {
      users: idBatch(batchUsers),
      items: idBatch(candidates.items),
      logQ: candidates.logQ,
      weights: new Float32Array(size).fill(1),
      // A copy: what is found holds until the next batch.
      hits: hits.find(batchUsers, candidates.items).slice(),
    };
  });
}

function idBatch(ids: Int32Array): TowerBatch {
  const size = ids.length;
  return {
    size,
    bags: [
      {
        offsets: Int32Array.from({ length: size + 1 }, (_, r) => r),
        rows: ids.map((id) => id + 1),
        weights: new Float32Array(size).fill(1),
      },
    ],
  };
}
