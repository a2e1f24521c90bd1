import { setImmediate } from 'node:timers/promises';
import type { Asked } from '../answer/asked.ts';
import { userQuery } from '../answer/user-query.ts';
import { foundShare } from '../engine/found-share.ts';

/** How an index did for one user. */
export interface IndexSample {
  readonly userId: string;
  /** Share of the true best k that it found. */
  readonly recall: number;
  /** Milliseconds of its search and of the exact one. */
  readonly index: number;
  readonly exact: number;
}

/** The index beside the exact search, for users of the bundle spread evenly over all. Others have their turn after each. */
export async function measureIndex(asked: Asked, users: number, k: number): Promise<IndexSample[]> {
  const { ids } = asked.state.base.users;
  const { index } = asked.scoring;
  const step = Math.max(1, ids.length / users);
  const samples: IndexSample[] = [];
  for (let place = 0; place < Math.min(users, ids.length); place++) {
    const userId = ids[Math.floor(place * step)];
    const { vector } = userQuery(asked, { userId, k });
    if (vector === undefined) continue;
    const [found, own] = timed(() => index.search(vector, k));
    const [best, exact] = timed(() => index.searchExactly(vector, k));
    samples.push({ userId, recall: foundShare(found.scores, best.scores), index: own, exact });
    await setImmediate();
  }
  return samples;
}

function timed<T>(work: () => T): [T, milliseconds: number] {
  const began = performance.now();
  const result = work();
  return [result, performance.now() - began];
}
