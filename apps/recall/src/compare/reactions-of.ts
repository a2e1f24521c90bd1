import { checkEvents, type EventInput } from '@twotower/api';
import type { RecallEngine } from '@twotower/serving';
import type { Reaction } from '@twotower/store';

/** The positives among posted events that name the recall which they are a reaction to. */
export function reactionsOf(
  { events }: { readonly events: readonly EventInput[] },
  engine: RecallEngine,
): Reaction[] {
  if (engine.unready !== undefined || !events.some((event) => event?.requestId !== undefined)) return [];
  const { isPositive } = engine.asked().rules;
  return checkEvents(events).good.flatMap(({ event }) => {
    const { requestId, userId, itemId } = event;
    return requestId !== undefined && isPositive(event) ? [{ requestId, userId, itemId }] : [];
  });
}
