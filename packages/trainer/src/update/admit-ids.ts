import type { EncodedSide, EventColumns } from '@twotower/features';
import type { Config } from '@twotower/schema';
import { idDropout } from '../prepare/id-dropout.ts';
import { admitId, type Increment, idTable } from './increment.ts';
import { placesWhere } from './places-where.ts';
import { meanRow, provisionalRows } from './provisional-rows.ts';
import { dueIds, forgetWaiting, type Seen, type Side, sides } from './waiting-ids.ts';

const DAY = 86_400_000;

/**
 * Counts new positives for IDs without a row and gives one to those that are due: to an item from what others of its features have
 * learnt, to a user the row by which it was served so far.
 *
 * @param userIds of the users of the positives
 * @param encodedItems takes up the rows
 */
export function admitIds(
  config: Config,
  increment: Increment,
  userIds: readonly string[],
  positives: EventColumns,
  encodedItems: EncodedSide,
): Record<Side, number> {
  const { fitted, items, waiting, watermark } = increment;
  const { admitAfter, evictAfterDays } = config.update;
  const admitted = { user: 0, item: 0 };
  for (const side of sides) {
    if (side === 'user' && !config.model.user.useId) continue;
    const { ids } = fitted[side];
    const table = idTable(increment, side);
    const seen = seenIn(positives, side, side === 'user' ? userIds : items.ids);
    const due = dueIds(seen, ids, waiting[side], admitAfter);
    if (watermark !== undefined) forgetWaiting(waiting[side], watermark - evictAfterDays * DAY);
    const unknown = isTrained(config, side) ? table.values.slice(0, table.dim) : meanRow(table);
    const places = side === 'item' ? [...due.keys()].map((id) => items.place(id) ?? 0) : [];
    const begin = side === 'item' ? provisionalRows(encodedItems, table, places, unknown) : [];
    let n = 0;
    for (const [id, { times, last }] of due) {
      const row = admitId(increment, side, id, begin[n] ?? unknown);
      // What the stretch itself holds is counted with all of it.
      const now = seen.get(id)?.times ?? 0;
      if (times > now) ids.see(row, times - now, last);
      if (side === 'item') encodedItems.idRows[places[n]] = row;
      n++;
    }
    admitted[side] = n;
  }
  return admitted;
}

/** Whether row 0 was taught, or made, to stand for IDs that are not known. */
export function isTrained(config: Config, side: Side): boolean {
  const isRead =
    side === 'item' && Object.values(config.schema.user.features).some(({ kind }) => kind === 'history');
  return idDropout(config)[side] > 0 || !isRead;
}

/** How often and how lately each ID occurs, in the order in which the log has them first. */
export function seenIn(
  { user, item, time, offset }: EventColumns,
  side: Side,
  ids: readonly string[],
): Map<string, Seen> {
  const of = side === 'user' ? user : item;
  const times = new Int32Array(ids.length);
  const last = new Float64Array(ids.length).fill(Number.NaN);
  const first = new Float64Array(ids.length).fill(Number.POSITIVE_INFINITY);
  for (let e = 0; e < of.length; e++) {
    const id = of[e];
    times[id]++;
    if (offset[e] < first[id]) first[id] = offset[e];
    if (Number.isNaN(last[id]) || time[e] > last[id]) last[id] = time[e];
  }
  const found = placesWhere(times, (count) => count > 0).sort((a, b) => first[a] - first[b]);
  return new Map(Array.from(found, (id) => [ids[id], { times: times[id], last: last[id] }]));
}
