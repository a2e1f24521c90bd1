import type { Asked } from '../answer/asked.ts';
import type { UserProfile } from '../request.ts';
import { knownHistory } from '../users/known-history.ts';

/** What is stored of a user, events that came since the bundle included. */
export function userProfile({ state, events, rules }: Asked, userId: string): UserProfile {
  const { items, users } = state;
  const stored = users.stored(userId);
  const history = knownHistory(stored, userId, items, events, rules);
  return {
    userId,
    known: stored !== undefined || history.items.length > 0,
    features: stored?.features ?? {},
    history: history.items
      .map((itemId) => {
        const row = items.row(itemId);
        return { itemId, attributes: row === undefined ? undefined : items.attributes(row) };
      })
      .reverse(),
  };
}
