import type { Dataset } from '@twotower/features';
import type { LogPosition } from '@twotower/store';

/** A stretch of the event log. */
export interface LogRange {
  readonly from: LogPosition;
  readonly to: LogPosition;
}

/** A place between two events that were read. */
export interface Notch {
  readonly position: LogPosition;
  /** What lies before it has lower offsets in the dataset. */
  readonly offset: number;
}

/** What stands in a stretch of the event log. */
export interface LogStretch {
  /** Those that cannot be used are counted too. */
  readonly events: number;
  /** When the last of them arrived, by the clock of who took it in: milliseconds since 1970. */
  readonly arrived: number;
  /** Sums of the users who were erased where it begins or behind that, see `userSum` of the store package. */
  readonly erased: ReadonlySet<string>;
  /** Absent where nothing stands there. Its offsets are the log's; users and items of the config's files are in it as well. */
  readonly dataset?: Dataset;
  /** Ascending; the ends of the ranges are among them, as far as they were read. */
  readonly notches: readonly Notch[];
  /** Up to where was read: the end of the last range, or before it where there was more than was asked for. */
  readonly end: LogPosition;
}

/**
 * Reads ranges of the event log, of which each begins where the one before ends.
 *
 * @param most events after which the next notch is the end; without it all are read
 */
export type ReadLog = (ranges: readonly LogRange[], most?: number) => Promise<LogStretch>;
