import type { NewEvent } from './event-log.ts';

/** NUL, which PostgreSQL's text cannot hold and SQLite's may end at, and halves of a character, which no UTF-8 can. */
const unwritable = /[\0\p{Surrogate}]/u;
/** The last moment that a date can hold, milliseconds since 1970. */
const lastTime = 8.64e15;

/** Whether a text is read as it was written, whatever holds it. */
export function isWritable(text: string): boolean {
  return !unwritable.test(text);
}

/** Why no log can hold an event, in words that name its part; undefined where it can. */
export function eventFault(event: NewEvent): string | undefined {
  for (const name of ['user', 'item', 'type'] as const) {
    if (event[name] === '') return `${name} is empty`;
  }
  for (const name of ['id', 'user', 'item', 'type', 'request'] as const) {
    if (!isWritable(event[name] ?? '')) return `${name} holds a NUL or half a character`;
  }
  if (event.time !== undefined && !(Math.abs(event.time) <= lastTime)) {
    return 'time is no number of milliseconds that a date can hold';
  }
  if (event.weight !== undefined && !(event.weight >= 0 && event.weight < Number.POSITIVE_INFINITY)) {
    return 'weight is no number from 0 up';
  }
  return undefined;
}
