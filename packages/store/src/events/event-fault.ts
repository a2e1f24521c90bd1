import { isDatable, isWritable } from '@twotower/schema';
import type { NewEvent } from './event-log.ts';

/** Why no log can hold an event, in words that name its part; undefined where it can. */
export function eventFault(event: NewEvent): string | undefined {
  for (const name of ['user', 'item', 'type'] as const) {
    if (event[name] === '') return `${name} is empty`;
  }
  for (const name of ['id', 'user', 'item', 'type', 'request'] as const) {
    if (!isWritable(event[name] ?? '')) return `${name} holds a NUL or half a character`;
  }
  if (event.time !== undefined && !isDatable(event.time)) {
    return 'time is no number of milliseconds that a date can hold';
  }
  if (event.weight !== undefined && !(event.weight >= 0 && event.weight < Number.POSITIVE_INFINITY)) {
    return 'weight is no number from 0 up';
  }
  return undefined;
}
