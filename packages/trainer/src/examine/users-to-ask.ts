import type { Examination } from './examination.ts';

/** At most so many users with test items, evenly spread over all that have some; ascending. */
export function usersToAsk({ test: { offsets } }: Pick<Examination, 'test'>, most: number): Int32Array {
  const users = Int32Array.from({ length: offsets.length - 1 }, (_, u) => u).filter(
    (u) => offsets[u + 1] > offsets[u],
  );
  const count = Math.min(users.length, most);
  return Int32Array.from({ length: count }, (_, i) => users[Math.floor((i * users.length) / count)]);
}
