import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { seededRandom } from '@twotower/core';

export interface PlainLog {
  readonly users: number;
  readonly items: number;
  readonly events: number;
}

const rowsPerWrite = 1 << 14;
const firstSecond = 1_700_000_000;
/** Fame of items: the share of the log that the most famous part `x` of them has is the cube root of `x`. */
const fame = 3;

/**
 * Writes a log of `user_id,item_id,timestamp` in time order, which takes far less than a simulation: uniform users, items by a
 * power law, and first of all each user and each item once, so that no ID is missing where there are events enough.
 */
export async function writePlainLog(file: string, { users, items, events }: PlainLog): Promise<void> {
  const random = seededRandom(1);
  const stream = createWriteStream(file);
  stream.write('user_id,item_id,timestamp\n');
  for (let start = 0; start < events; start += rowsPerWrite) {
    let rows = '';
    for (let e = start; e < Math.min(events, start + rowsPerWrite); e++) {
      const user = e < users ? e : random.integer(users);
      const item = e < items ? e : Math.floor(items * random.next() ** fame);
      rows += `u${user},i${item},${firstSecond + e}\n`;
    }
    if (!stream.write(rows)) {
      await once(stream, 'drain');
    }
  }
  stream.end();
  await once(stream, 'close');
}
