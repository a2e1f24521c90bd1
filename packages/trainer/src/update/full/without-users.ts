import { userSum } from '@twotower/store';
import type { BaseBundle } from '../base-bundle.ts';
import { takeEntities } from '../take-entities.ts';

/**
 * A bundle as if some users had never been in it, for the next one to be made of.
 *
 * @param sums of the users, see `userSum` of the store package
 */
export function withoutUsers(base: BaseBundle, sums: ReadonlySet<string>): BaseBundle {
  if (sums.size === 0) return base;
  const { ids, columns, history } = base.users;
  const waits = base.learner.waiting.user.map(([id]) => id);
  const forgotten = new Set([...ids, ...waits].filter((id) => sums.has(userSum(id))));
  if (forgotten.size === 0) return base;
  const kept = Int32Array.from(ids.keys()).filter((u) => !forgotten.has(ids[u]));
  const offsets = new Int32Array(kept.length + 1);
  kept.forEach((u, n) => {
    offsets[n + 1] = offsets[n] + history.offsets[u + 1] - history.offsets[u];
  });
  const items = new Int32Array(offsets[kept.length]);
  const times = new Float64Array(items.length);
  kept.forEach((u, n) => {
    items.set(history.items.subarray(history.offsets[u], history.offsets[u + 1]), offsets[n]);
    times.set(history.times.subarray(history.offsets[u], history.offsets[u + 1]), offsets[n]);
  });
  const users = { ...takeEntities({ ids, columns }, kept), history: { offsets, items, times } };
  return {
    ...base,
    users,
    userPlace: new Map(users.ids.map((id, place) => [id, place])),
    forgotten: [...forgotten],
  };
}
