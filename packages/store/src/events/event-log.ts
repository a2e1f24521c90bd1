import type { RawValue } from '../columns.ts';
import type { EventSources } from './event-sources.ts';
import type { LogMark, LogMarks } from './log-marks.ts';
import type { LogPosition } from './log-position.ts';

/** An event as it comes in. */
export interface NewEvent {
  /** Tells it from all others of its user: of those with one id the first is kept. An event without one is new each time. */
  readonly id?: string;
  readonly user: string;
  readonly item: string;
  readonly type: string;
  /** When it happened, milliseconds since 1970; absent where the log has no times. */
  readonly time?: number;
  /** Default 1. */
  readonly weight?: number;
  /** The recall whose answer it reacts to. */
  readonly request?: string;
  /** Further columns: of the request's context, or what the config's threshold looks at. JSON. */
  readonly context?: Readonly<Record<string, RawValue>>;
}

/** What became of one append. */
export interface Appended {
  readonly accepted: number;
  /** Events whose id the log has had before of their user, or an earlier one of the same append has. */
  readonly duplicates: number;
  /** Behind the last of them; whoever reads up to here reads them. */
  readonly end: LogPosition;
}

/** Events one after another as columns, an entry an event. */
export interface EventBatch {
  readonly length: number;
  /** Their places in the log: ascending, and one user's without a turn. */
  readonly offsets: Float64Array;
  readonly users: readonly string[];
  readonly items: readonly string[];
  readonly types: readonly string[];
  /** When they happened, milliseconds since 1970; NaN for none. */
  readonly times: Float64Array;
  /** When the log took them in, by the clock of who did. */
  readonly arrivals: Float64Array;
  readonly weights: Float64Array;
  readonly requests: readonly (string | undefined)[];
  readonly contexts: readonly (Readonly<Record<string, RawValue>> | undefined)[];
  /** Behind the last of them: where to read on. */
  readonly next: LogPosition;
}

export interface LogExtent {
  /** Before the oldest event that is kept. */
  readonly start: LogPosition;
  /** Behind the newest event. */
  readonly end: LogPosition;
  /** Events that can be read. */
  readonly events: number;
  /** Places whose event was erased. */
  readonly erased: number;
}

export interface ReadRange {
  /** Default: the start of what is kept. */
  readonly from?: LogPosition;
  /** Default: the end when reading begins. */
  readonly to?: LogPosition;
  /** Events a batch, at most. Default 4,096. */
  readonly batch?: number;
}

/** Somebody whose events were taken out of the log. */
export interface Erasure {
  /** Of the user's id, see `userSum`: the log keeps no name of who wanted to be forgotten. */
  readonly user: string;
  /** The end of the log then: what stands behind it is of one who came again. */
  readonly position: LogPosition;
}

export interface Pruned {
  readonly removed: number;
  /** Where the log begins now. */
  readonly start: LogPosition;
  /** What kept more from going; absent where all went that was asked for. */
  readonly heldBy?: LogMark;
}

/**
 * Events in the order of their arrival. A reader sees no event before all earlier ones: who has read up to a position has
 * read everything that will ever stand before it.
 */
export interface EventLog {
  /**
   * Takes events in, durably before it returns, all or none. Ids are known for as long as their event is kept or erased.
   *
   * @throws StoreError naming the event that no log can hold ({@link eventFault}), or why the log cannot be written
   */
  append(events: readonly NewEvent[]): Promise<Appended>;
  extent(): Promise<LogExtent>;
  /**
   * Reads a stretch of the log in batches, without what was erased. It holds nothing open between batches.
   *
   * @throws StoreError where the range begins before what is kept, also where that comes to be while it is read
   */
  read(range?: ReadRange): AsyncIterable<EventBatch>;
  /**
   * Before the first kept event that arrived at a time or later, or that happened after a time; the end where there is none.
   * It looks at events one after another.
   *
   * @param where milliseconds since 1970
   */
  find(where: { readonly arrivedFrom: number } | { readonly happenedAfter: number }): Promise<LogPosition>;
  readonly marks: LogMarks;
  readonly sources: EventSources;
  /** Removes the events before a position, but none behind the oldest mark. */
  prune(before: LogPosition): Promise<Pruned>;
  /**
   * Takes a user's events out of the log. Their places stay, so that no offset moves, and of their ids the sums, so that the
   * same file ingested again does not bring them back.
   *
   * @returns how many events were erased
   */
  erase(user: string): Promise<number>;
  /** Who was erased at a position or behind it, in the order in which they were: what has learnt up to there may know them still. */
  erasures(from: LogPosition): Promise<Erasure[]>;
  close(): Promise<void>;
}
