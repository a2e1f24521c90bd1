import type { TopItems } from '../ranking.ts';
import { rankedTop } from './ranked-top.ts';
import { rowScore } from './row-score.ts';

export function topItems(search: TopItems): void {
  const { users, vectors, size, items, dim, k, maskedOffsets, masked, ranking, scores } = search;
  for (let u = 0; u < size; u++) {
    const user = users.subarray(u * dim, (u + 1) * dim);
    const top = rankedTop(k);
    let next = maskedOffsets[u];
    const end = maskedOffsets[u + 1];
    for (let item = 0; item < items; item++) {
      while (next < end && masked[next] < item) next++;
      if (next < end && masked[next] === item) continue;
      const score = rowScore(vectors, item * dim, user);
      if (top.takes(item, score)) top.put(item, score);
    }
    top.write(ranking, scores, u * k);
  }
}
