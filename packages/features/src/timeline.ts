import { type EventColumns, joinEvents, takeEvents } from './event-columns.ts';

/** What tells the order of events. */
type Ordered = Pick<EventColumns, 'time' | 'offset'>;

/**
 * The order of two events of a user: by time, at one time and without times by place in the log. An event without a time
 * comes before those that have one.
 *
 * @returns negative where event a comes before event b
 */
export function compareEvents({ time, offset }: Ordered, a: number, b: number): number {
  const [timeOfA, timeOfB] = [time[a], time[b]];
  if (timeOfA === timeOfB || (Number.isNaN(timeOfA) && Number.isNaN(timeOfB))) {
    return offset[a] - offset[b];
  }
  return Number.isNaN(timeOfA) || timeOfA < timeOfB ? -1 : 1;
}

/**
 * The timelines of the users from `first` to below `end`: what several parts of a log, or what is stored and what is newer, say of
 * them, merged. Here, and nowhere else, is decided what came before what.
 *
 * @param parts events of those users; each lies by user, in the order of {@link compareEvents}
 * @returns one set of columns that lies so too; the very part where only one has events
 */
export function mergeTimelines(parts: readonly EventColumns[], first: number, end: number): EventColumns {
  const filled = parts.filter(({ length }) => length > 0);
  if (filled.length <= 1) {
    return filled[0] ?? parts[0];
  }
  const joined = joinEvents(filled);
  const starts = new Int32Array(end - first + 1);
  for (let e = 0; e < joined.length; e++) {
    starts[joined.user[e] - first + 1]++;
  }
  for (let u = 0; u < end - first; u++) {
    starts[u + 1] += starts[u];
  }
  const next = starts.slice(0, end - first);
  const order = new Int32Array(joined.length);
  for (let e = 0; e < joined.length; e++) {
    order[next[joined.user[e] - first]++] = e;
  }
  for (let u = 0; u < end - first; u++) {
    sortRun(order.subarray(starts[u], starts[u + 1]), joined);
  }
  return takeEvents(joined, order);
}

/** Sorts in place what is not in order yet. */
function sortRun(run: Int32Array, events: Ordered): void {
  for (let i = 1; i < run.length; i++) {
    if (compareEvents(events, run[i - 1], run[i]) > 0) {
      run.sort((a, b) => compareEvents(events, a, b));
      return;
    }
  }
}
