import { type Dataset, type Entities, emptyEvents, memoryDataset } from '@twotower/features';
import type { EventBatch, EventLog, NewEvent } from '@twotower/store';
import type { LogRange, Notch, ReadLog } from '../read-log.ts';

/** An event at its place in the log. */
export interface PlacedEvent extends Pick<NewEvent, 'user' | 'item' | 'type' | 'time' | 'weight'> {
  readonly offset: number;
}

/**
 * Reads the event log without files of users and items; clicks are positives.
 *
 * @param itemsOf the items that occur, as they are described; others may be among them
 * @param batch events between two notches
 */
export function plainReader(
  log: Pick<EventLog, 'read' | 'erasures'>,
  itemsOf: (ids: readonly string[]) => Entities,
  batch: number,
): ReadLog {
  return async (ranges, most = Number.POSITIVE_INFINITY) => {
    const placed: PlacedEvent[] = [];
    const notches: Notch[] = [];
    let arrived = Number.NEGATIVE_INFINITY;
    let { to: end } = ranges[ranges.length - 1];
    reading: for (const range of ranges) {
      for await (const read of log.read({ ...range, batch })) {
        placed.push(...eventsOf(read));
        arrived = Math.max(arrived, ...read.arrivals);
        notches.push({ position: read.next, offset: read.offsets[read.length - 1] + 1 });
        if (placed.length >= most) {
          end = read.next;
          break reading;
        }
      }
      endAt(range, notches);
    }
    const dataset = placed.length > 0 ? placedDataset(placed, itemsOf) : undefined;
    const erased = new Set((await log.erasures(ranges[0].from)).map(({ user }) => user));
    return { events: placed.length, erased, arrived, notches, end, ...(dataset && { dataset }) };
  };
}

/** @param like whose users and items are taken */
export function placedDataset(
  placed: readonly PlacedEvent[],
  itemsOf: (ids: readonly string[]) => Entities,
  like?: Pick<Dataset, 'users' | 'items'>,
): Dataset {
  const users = like?.users ?? { ids: [...new Set(placed.map(({ user }) => user))], columns: {} };
  const items = like?.items ?? itemsOf([...new Set(placed.map(({ item }) => item))]);
  const types = [...new Set(['click', ...placed.map(({ type }) => type)])];
  const sorted = [...placed].sort((a, b) => (a.time ?? 0) - (b.time ?? 0) || a.offset - b.offset);
  const events = emptyEvents(sorted.length, { context: {} });
  sorted.forEach(({ user, item, type, time, weight, offset }, e) => {
    events.user[e] = users.ids.indexOf(user);
    events.item[e] = items.ids.indexOf(item);
    events.time[e] = time ?? Number.NaN;
    events.weight[e] = weight ?? 1;
    events.offset[e] = offset;
    events.type[e] = types.indexOf(type);
    events.positive[e] = type === 'click' ? 1 : 0;
  });
  return memoryDataset({ users, items, types, dictionaries: {}, events });
}

function endAt({ to }: LogRange, notches: Notch[]): void {
  const last = notches.at(-1);
  if (last?.position !== to) notches.push({ position: to, offset: last?.offset ?? Number.NEGATIVE_INFINITY });
}

function eventsOf({ length, offsets, users, items, types, times, weights }: EventBatch): PlacedEvent[] {
  return Array.from({ length }, (_, e) => ({
    offset: offsets[e],
    user: users[e],
    item: items[e],
    type: types[e],
    ...(!Number.isNaN(times[e]) && { time: times[e] }),
    weight: weights[e],
  }));
}
