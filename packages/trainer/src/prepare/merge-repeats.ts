import { takeEvents, userBlocks } from '@twotower/features';
import type { PositiveSource, Positives } from './positives.ts';

/**
 * The positives with each pair of user and item once: its first event, with the greatest weight of all. So an item never stands in
 * its own history.
 *
 * @param items the catalogue's size
 */
export function mergeRepeats(source: PositiveSource, items: number): PositiveSource {
  const merge = merger(items);
  const offsets = new Int32Array(source.offsets.length);
  for (const { events } of userBlocks(source)) {
    const { user } = merge(events);
    for (let e = 0; e < user.length; e++) {
      offsets[user[e] + 1]++;
    }
  }
  for (let u = 0; u + 1 < offsets.length; u++) {
    offsets[u + 1] += offsets[u];
  }
  return {
    length: offsets[offsets.length - 1],
    offsets,
    readUsers: (first, end) => merge(source.readUsers(first, end)),
  };
}

/** Merges columns that lie by user; holds 8 bytes an item. */
function merger(items: number): (events: Positives) => Positives {
  const lastUser = new Int32Array(items).fill(-1);
  const place = new Int32Array(items);
  return (events) => {
    const { user, item, weight } = events;
    const rows = new Int32Array(events.length);
    const weights = new Float32Array(events.length);
    let count = 0;
    for (let e = 0; e < events.length; e++) {
      if (lastUser[item[e]] === user[e]) {
        const first = place[item[e]];
        weights[first] = Math.max(weights[first], weight[e]);
      } else {
        lastUser[item[e]] = user[e];
        place[item[e]] = count;
        weights[count] = weight[e];
        rows[count++] = e;
      }
    }
    // The next call may read the same users.
    for (let e = 0; e < events.length; e++) {
      lastUser[item[e]] = -1;
    }
    return count === events.length
      ? events
      : { ...takeEvents(events, rows.subarray(0, count)), weight: weights.slice(0, count) };
  };
}
