import type { Catalogues, Dataset } from './dataset.ts';
import { type EventColumns, sliceEvents, takeEvents } from './event-columns.ts';

/** A dataset held in memory. The events may come in any order of users; each user's are to be in time order. */
export function memoryDataset(source: Catalogues & { readonly events: EventColumns }): Dataset {
  const { users, items, types, dictionaries, timeForms } = source;
  const catalogues = { users, items, types, dictionaries, ...(timeForms && { timeForms }) };
  const { events, offsets } = groupByUser(source.events, users.ids.length);
  return {
    ...catalogues,
    length: events.length,
    offsets,
    description: { kind: 'memory', ...catalogues, events },
    readUsers: (first, end) => sliceEvents(events, offsets[first], offsets[end]),
  };
}

/** The events by user, otherwise in the order they came in; the same columns where they were so already. */
function groupByUser(events: EventColumns, users: number): { events: EventColumns; offsets: Int32Array } {
  const { user, length } = events;
  const offsets = new Int32Array(users + 1);
  let grouped = true;
  for (let e = 0; e < length; e++) {
    offsets[user[e] + 1]++;
    grouped &&= e === 0 || user[e] >= user[e - 1];
  }
  for (let u = 0; u < users; u++) {
    offsets[u + 1] += offsets[u];
  }
  if (grouped) {
    return { events, offsets };
  }
  const next = offsets.slice(0, users);
  const order = new Int32Array(length);
  for (let e = 0; e < length; e++) {
    order[next[user[e]]++] = e;
  }
  return { events: takeEvents(events, order), offsets };
}
