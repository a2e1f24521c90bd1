import { compareEvents, type EventColumns, takeEvents } from '@twotower/features';
import type { ArrivalBlock } from './arrival-block.ts';
import { SeenIds } from './seen-ids.ts';

export interface OrderedEvents {
  readonly events: EventColumns;
  /** Rows left out because an earlier row of the same user had the same event ID. */
  readonly duplicates: number;
}

/**
 * Brings the arrivals of some users into the order of a dataset: by user, each user's by time, equal times (and rows
 * without times) as they arrived.
 *
 * @param block all arrivals of the users from `first` to below `end`, in the order they arrived
 * @param timeContext context columns that are the time column itself
 */
export function orderByUser(
  block: ArrivalBlock,
  first: number,
  end: number,
  timeContext: readonly string[],
): OrderedEvents {
  const rows = block.user.length;
  const { time } = block;
  const starts = new Int32Array(end - first + 1);
  for (let e = 0; e < rows; e++) {
    starts[block.user[e] - first + 1]++;
  }
  for (let u = 0; u < end - first; u++) {
    starts[u + 1] += starts[u];
  }
  const next = starts.slice(0, end - first);
  const order = new Int32Array(rows);
  for (let e = 0; e < rows; e++) {
    order[next[block.user[e] - first]++] = e;
  }
  let kept = 0;
  const seen = new SeenIds();
  for (let u = 0; u < end - first; u++) {
    const from = kept;
    kept = keepFirstOfEachId(block, order, starts[u], starts[u + 1], kept, seen);
    sortRun(order.subarray(from, kept), block);
  }
  const context = Object.fromEntries(
    Object.entries(block.context).map(([name, column]) => [name, timeContext.includes(name) ? time : column]),
  );
  const events = takeEvents({ ...block, context }, order.subarray(0, kept));
  return { events, duplicates: rows - kept };
}

/** Moves the rows of one user that bear no ID of an earlier row to `to` and the places after; gives the place after the last. */
function keepFirstOfEachId(
  { idLow, idHigh }: ArrivalBlock,
  order: Int32Array,
  start: number,
  end: number,
  to: number,
  seen: SeenIds,
): number {
  let next = to;
  seen.begin(end - start);
  for (let i = start; i < end; i++) {
    const row = order[i];
    const low = idLow[row];
    const high = idHigh[row];
    if ((low === 0 && high === 0) || seen.add(low, high)) {
      order[next++] = row;
    }
  }
  return next;
}

function sortRun(rows: Int32Array, block: ArrivalBlock): void {
  for (let i = 1; i < rows.length; i++) {
    if (compareEvents(block, rows[i - 1], rows[i]) > 0) {
      rows.sort((a, b) => compareEvents(block, a, b));
      return;
    }
  }
}
