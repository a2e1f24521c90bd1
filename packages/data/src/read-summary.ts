import type { TimeUnit } from '@twotower/features';

/** One row that was left out, and why. */
export interface Reject {
  readonly file: string;
  /** Line of the file, counting from 1 and the header; absent in files without lines (Parquet). */
  readonly line?: number;
  /** Row of the file, counting from 1, without the header. */
  readonly row: number;
  /** Entry of the row's cell under `data.explode`, counting from 1. */
  readonly entry?: number;
  readonly column?: string;
  /** What stands in that column, its beginning. */
  readonly value?: string;
  readonly reason: string;
}

/** Values that their column's feature cannot read, and the first of them. */
export interface UnreadValues {
  readonly count: number;
  readonly first: string;
}

/** What reading users, or items, did; without a file of their own no rows. */
export interface SideSummary {
  readonly rows: number;
  readonly rejected: number;
  /** Ids in the file; in a dataset they come before those that only the log has. */
  readonly described: number;
  /** Rows of the log whose id, such as `5000.0`, was taken for the file's `5000`, and the first such id. */
  readonly joined?: { readonly rows: number; readonly first: string };
  /** By column of a numeric feature: entities with a text there that is no number. */
  readonly unread: Readonly<Record<string, UnreadValues>>;
}

/**
 * What reading a log did: `accepted + rejected + duplicates = rows`. Under `data.explode` a row is an entry of a cell; a cell
 * without entries is none, a line that could not be cut is one.
 */
export interface ReadSummary {
  /** Files or tables of the log in reading order. */
  readonly files: readonly string[];
  /** Rows of each of these. */
  readonly rowsOfFiles: readonly number[];
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Rows dropped because an earlier row had the same event ID. */
  readonly duplicates: number;
  /** Accepted rows that are equal to an earlier one in user, item, time, type and weight; they are kept. */
  readonly repeated: number;
  /** Reason (with its column) to number of rows. */
  readonly rejectReasons: Readonly<Record<string, number>>;
  /** The first rejected rows, at most 20. */
  readonly rejects: readonly Reject[];
  /** Columns of the log's first file. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** What most times were; absent where the log has none. */
  readonly timeUnit?: TimeUnit;
  /** How many times were read as what, where the log has times. */
  readonly timeForms?: Readonly<Partial<Record<TimeUnit, number>>>;
  /** Accepted rows of a time more than a day ahead of this machine's clock. */
  readonly future: number;
  /** The newest time of the others, milliseconds since 1970; absent where the log has no times. */
  readonly newestTime?: number;
  readonly sides: Readonly<Record<'users' | 'items', SideSummary>>;
  /** By column of a feature of the context: events with a text there that is neither number nor time. */
  readonly unreadContext: Readonly<Record<string, UnreadValues>>;
  /** Where every rejected row stands with its reason; absent where none was rejected or no place was given. */
  readonly rejectReport?: string;
  /** Types that `schema.positive` names and no row has: perhaps misspelt. */
  readonly unknownPositive?: readonly string[];
  /** Event type to number of accepted rows. */
  readonly types: Readonly<Record<string, number>>;
}
