import type { RecallEngine } from '@twotower/serving';
import type { NewEvent, Reaction } from '@twotower/store';

/** The positives among events that name the recall which they are a reaction to. */
export function reactionsOf(events: readonly NewEvent[], engine: RecallEngine): Reaction[] {
  const named = events.filter(({ request }) => request !== undefined);
  if (engine.unready !== undefined || named.length === 0) return [];
  const { isPositive } = engine.asked().rules;
  return named.flatMap((event) => {
    const { request, user: userId, item: itemId } = event;
    return request !== undefined && isPositive(event) ? [{ requestId: request, userId, itemId }] : [];
  });
}
