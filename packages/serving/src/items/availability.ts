import { instantOf } from '@twotower/features';
import { RowSet } from '@twotower/index';
import type { ServedItems } from './served-items.ts';

/** Columns that say from and until when an item may be answered; a missing value sets no bound. */
export interface AvailabilityColumns {
  readonly from?: string;
  readonly until?: string;
}

interface Found {
  readonly items: ServedItems;
  readonly rows: RowSet;
  /** What was found holds from this moment up to before that one. */
  readonly since: number;
  readonly until: number;
}

/** Which items are available, remembered until the next one begins or ends to be. */
export class Availability {
  readonly #columns: AvailabilityColumns;
  #found: Found | undefined;

  constructor(columns: AvailabilityColumns) {
    this.#columns = columns;
  }

  /** The rows of items from whose `from` on and before whose `until` it is `now`, in milliseconds since 1970. */
  at(items: ServedItems, now: number): RowSet {
    const found = this.#found;
    if (found?.items === items && now >= found.since && now < found.until) return found.rows;
    let since = Number.NEGATIVE_INFINITY;
    let until = Number.POSITIVE_INFINITY;
    const bound = (row: number, column: string | undefined): number | undefined => {
      const moment = column === undefined ? undefined : instantOf(items.value(row, column));
      if (moment === undefined) return undefined;
      if (moment <= now) since = Math.max(since, moment);
      else until = Math.min(until, moment);
      return moment;
    };
    const rows = RowSet.of(items.size, (row) => {
      const [from, end] = [bound(row, this.#columns.from), bound(row, this.#columns.until)];
      return (from === undefined || from <= now) && (end === undefined || now < end);
    });
    this.#found = { items, rows, since, until };
    return rows;
  }
}
