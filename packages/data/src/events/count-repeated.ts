import type { EventColumns } from '@twotower/features';

/**
 * How many events equal an earlier one in user, item, time, type, weight and being a positive.
 *
 * @param events by user
 */
export function countRepeated(events: EventColumns): number {
  const { user, length } = events;
  // One small table after the other: one of all events would miss the processor's cache at each of them.
  const table = { slots: new Int32Array(16) };
  let repeated = 0;
  for (let start = 0; start < length; ) {
    let end = start + 1;
    while (end < length && user[end] === user[start]) {
      end++;
    }
    repeated += end - start > 1 ? repeatedIn(events, start, end, table) : 0;
    start = end;
  }
  return repeated;
}

/** Of one user's events. @param table grows with the largest user */
function repeatedIn(events: EventColumns, start: number, end: number, table: { slots: Int32Array }): number {
  const { item, time } = events;
  const size = 2 ** Math.ceil(Math.log2((end - start) * 2));
  if (table.slots.length < size) {
    table.slots = new Int32Array(size);
  }
  const { slots } = table;
  slots.fill(0, 0, size);
  let repeated = 0;
  for (let e = start; e < end; e++) {
    const seconds = Number.isNaN(time[e]) ? 0 : Math.floor(time[e] % 2 ** 31);
    let slot = (Math.imul(item[e], 0x85ebca6b) ^ Math.imul(seconds, 0xc2b2ae35)) >>> 0;
    slot = Math.imul(slot ^ (slot >>> 15), 0x2c1b3c6d) >>> 0;
    slot &= size - 1;
    while (slots[slot] !== 0 && !areEqual(events, e, slots[slot] - 1)) {
      slot = (slot + 1) & (size - 1);
    }
    if (slots[slot] === 0) {
      slots[slot] = e + 1;
    } else {
      repeated++;
    }
  }
  return repeated;
}

function areEqual({ item, time, type, weight, positive }: EventColumns, a: number, b: number): boolean {
  return (
    item[a] === item[b] &&
    Object.is(time[a], time[b]) &&
    type[a] === type[b] &&
    weight[a] === weight[b] &&
    positive[a] === positive[b]
  );
}
