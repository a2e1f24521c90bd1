import { type Event, type EventsAnswer, eventSchema } from './event.ts';
import { invalidRequest } from './invalid-request.ts';

/** Parts events that can be taken in from those that cannot, each of which is told its reason. */
export function checkEvents(events: readonly unknown[]): {
  readonly good: { readonly index: number; readonly event: Event }[];
  readonly rejected: EventsAnswer['rejected'];
} {
  const good: { index: number; event: Event }[] = [];
  const rejected: EventsAnswer['rejected'] = [];
  for (const [index, given] of events.entries()) {
    const result = eventSchema.safeParse(given);
    if (result.success) good.push({ index, event: result.data });
    else
      rejected.push({ index, reason: invalidRequest(result.error, Object.keys(eventSchema.shape)).message });
  }
  return { good, rejected };
}
