import type { MaskedItems, ScoredUsers, Scorer } from './scorer.ts';
import { topK } from './top-k.ts';

/**
 * Users that are scored together: few where all their scores are held, `[users, items]` of at most 32 MB, many where the
 * scorer ranks by itself, so that all its threads have work.
 */
export function usersAtOnce(scorer: Scorer, items: number): number {
  return scorer.top ? 4096 : Math.max(1, Math.min(256, Math.floor(8_000_000 / items)));
}

/** Ranks the catalogue of `items` for a group of users; holds its buffers from group to group. */
export function bestItems(
  scorer: Scorer,
  items: number,
  length: number,
): (group: ScoredUsers, masked: MaskedItems) => (row: number) => Int32Array {
  const most = usersAtOnce(scorer, items);
  const rankings = new Int32Array(most * length);
  const scores = new Float32Array(scorer.top ? 0 : most * items);
  return (group, masked) => {
    const { users } = group;
    if (scorer.top) {
      scorer.top(group, masked, length, rankings);
    } else {
      scorer.score(group, scores.subarray(0, users.length * items));
      for (let row = 0; row < users.length; row++) {
        const scored = scores.subarray(row * items, (row + 1) * items);
        for (let m = masked.offsets[row]; m < masked.offsets[row + 1]; m++) {
          scored[masked.items[m]] = Number.NEGATIVE_INFINITY;
        }
        const ranking = rankings.subarray(row * length, (row + 1) * length);
        ranking.fill(-1, topK(scored, length, ranking));
      }
    }
    return (row) => {
      const ranking = rankings.subarray(row * length, (row + 1) * length);
      const end = ranking.indexOf(-1);
      return end === -1 ? ranking : ranking.subarray(0, end);
    };
  };
}
