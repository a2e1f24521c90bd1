import type { EventColumns } from '@twotower/features';

/** What is found out about a log while it is put in order, one stretch of users after the other. */
export class LogFindings {
  events = 0;
  positives = 0;
  /** Rows left out because an earlier row of the same user had the same event ID. */
  duplicates = 0;
  /** Events equal to an earlier one in all that is kept of them. */
  repeated = 0;
  /** Events of a time more than a day after `now`. */
  future = 0;
  /** Milliseconds since 1970, of those that lie not in the future; NaN where none has a time. */
  newestTime = Number.NaN;
  /** Users with an event. */
  users = 0;
  readonly typeCounts = new Float64Array(256);
  readonly #seenItems: Uint8Array;
  readonly #latest: number;

  constructor(items: number, now: number) {
    this.#seenItems = new Uint8Array(items);
    this.#latest = now + 86_400_000;
  }

  /** @param events all events of some users, by user, in time order */
  add(events: EventColumns, duplicates: number): void {
    const { user, item, time, type, positive, length } = events;
    this.events += length;
    this.duplicates += duplicates;
    this.repeated += countRepeated(events);
    for (let e = 0; e < length; e++) {
      this.users += e === 0 || user[e] !== user[e - 1] ? 1 : 0;
      this.positives += positive[e];
      if (time[e] > this.#latest) {
        this.future++;
      } else if (!(time[e] <= this.newestTime)) {
        // Also where none was known before; a time that is missing is never an improvement.
        this.newestTime = Number.isNaN(time[e]) ? this.newestTime : time[e];
      }
      this.typeCounts[type[e]]++;
      this.#seenItems[item[e]] = 1;
    }
  }

  /** Items with an event. */
  get items(): number {
    return this.#seenItems.reduce((sum, seen) => sum + seen, 0);
  }
}

/** How many events equal an earlier one in user, item, time, type, weight and being a positive. */
function countRepeated(events: EventColumns): number {
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
