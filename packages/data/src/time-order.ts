import type { EventColumns } from '@twotower/features';
import { takeEvents } from './split.ts';

/** The events by time, equal times in row order; untouched where there are no times. */
export function inTimeOrder(events: EventColumns): EventColumns {
  const { time, length } = events;
  let sorted = true;
  for (let i = 1; i < length && sorted; i++) {
    sorted = !(time[i] < time[i - 1]);
  }
  if (sorted) {
    return takeEvents(
      events,
      Int32Array.from({ length }, (_, i) => i),
    );
  }
  const order = Int32Array.from({ length }, (_, i) => i);
  order.sort((a, b) => time[a] - time[b] || a - b);
  return takeEvents(events, order);
}

/** How many events equal an earlier one in user, item, time, type, weight and being a positive. */
export function countRepeated(events: EventColumns): number {
  const { length, user, item, time, type, weight, positive } = events;
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, length * 2)));
  const slots = new Int32Array(size).fill(-1);
  let repeated = 0;
  for (let i = 0; i < length; i++) {
    const seconds = Number.isNaN(time[i]) ? 0 : Math.floor(time[i] % 2 ** 31);
    let slot =
      (Math.imul(user[i], 0x9e3779b1) ^ Math.imul(item[i], 0x85ebca6b) ^ Math.imul(seconds, 0xc2b2ae35)) >>>
      0;
    slot = Math.imul(slot ^ (slot >>> 15), 0x2c1b3c6d) >>> 0;
    for (slot &= size - 1; slots[slot] >= 0; slot = (slot + 1) & (size - 1)) {
      const j = slots[slot];
      if (
        user[i] === user[j] &&
        item[i] === item[j] &&
        Object.is(time[i], time[j]) &&
        type[i] === type[j] &&
        weight[i] === weight[j] &&
        positive[i] === positive[j]
      ) {
        break;
      }
    }
    if (slots[slot] >= 0) {
      repeated++;
    } else {
      slots[slot] = i;
    }
  }
  return repeated;
}
