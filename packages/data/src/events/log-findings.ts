import type { EventColumns } from '@twotower/features';
import { countRepeated } from './count-repeated.ts';

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
