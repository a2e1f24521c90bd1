import type { EventColumns } from './event-columns.ts';
import type { TimeForms } from './times/time-form.ts';

/** What a cell of a file can hold once read. */
export type RawValue = string | number | boolean | null | undefined | readonly RawValue[];

/** One user, item or request as people know it: column name to value. */
export type RawRecord = Readonly<Record<string, RawValue>>;

/** All users or all items a dataset knows; an entity's index in these arrays is its integer in event columns. */
export interface Entities {
  readonly ids: readonly string[];
  /** Column name to one value an entity (`ids.length` values); without a file for this side, no columns. */
  readonly columns: Readonly<Record<string, readonly RawValue[]>>;
}

/** What a dataset holds beside its events. It grows with users, items and distinct values, not with events. */
export interface Catalogues {
  readonly users: Entities;
  readonly items: Entities;
  readonly types: readonly string[];
  /** Column of the context to its distinct values, for columns that are held as codes. */
  readonly dictionaries: Readonly<Record<string, readonly RawValue[]>>;
  /** How the times in columns of the sides and of the context were written, where texts or units left it open. */
  readonly timeForms?: Readonly<Partial<Record<'users' | 'items' | 'context', TimeForms>>>;
}

/** Cloneable: enough for a worker thread to open the same dataset again with `openDataset`. */
export type DatasetDescription =
  | ({ readonly kind: 'memory'; readonly events: EventColumns } & Catalogues)
  | {
      readonly kind: 'module';
      /** URL of a module whose `openDataset(options)` gives the dataset. */
      readonly module: string;
      readonly options: Readonly<Record<string, string>>;
    };

/** A stretch of users with all their events. */
export interface UserBlock<Events = EventColumns> {
  /** The users from `first` to below `end`. */
  readonly first: number;
  readonly end: number;
  readonly events: Events;
}

/**
 * A log by user: the events of user 0, then those of user 1 and so on, each user's in time order (equal times, and
 * logs without times, in row order). What happened before an event is what stands before it, so that no history is copied.
 *
 * Reading a stretch of users is the only access, so that a log larger than memory can stand behind the same interface.
 */
export interface Dataset extends Catalogues {
  /** Events in all. */
  readonly length: number;
  /** `[users + 1]`: user u's events are those from `offsets[u]` to `offsets[u + 1]`. */
  readonly offsets: Int32Array;
  readonly description: DatasetDescription;
  /** The events of the users from `first` to below `end`. The columns may be views on the dataset's own memory: do not write to them. */
  readUsers(first: number, end: number): EventColumns;
}

/** The value an entity has in a column; undefined where the entities have no such column of their own (`constructor` is a name too). */
export function columnOf(entities: Entities, column: string): readonly RawValue[] | undefined {
  return Object.hasOwn(entities.columns, column) ? entities.columns[column] : undefined;
}

/** All users in stretches of about `events` events, in order; a user is never parted. */
export function* userBlocks<Events>(
  dataset: { readonly offsets: Int32Array; readUsers(first: number, end: number): Events },
  events = 1 << 18,
): Generator<UserBlock<Events>> {
  const { offsets } = dataset;
  const users = offsets.length - 1;
  for (let first = 0; first < users; ) {
    const end = blockEnd(offsets, first, events);
    yield { first, end, events: dataset.readUsers(first, end) };
    first = end;
  }
}

/** The user before whom a block that begins with `first` ends: about `events` events, at least one user. */
export function blockEnd(offsets: Int32Array, first: number, events: number): number {
  const users = offsets.length - 1;
  let end = first + 1;
  while (end < users && offsets[end + 1] - offsets[first] <= events && end - first < events) {
    end++;
  }
  return end;
}
