import type { RawValue } from '../columns.ts';
import type { LogPosition } from '../events/log-position.ts';
import type { DeltaManifest } from './delta-manifest.ts';

/** Rows of one width by the ids they are of: `values` is `[ids, width]`, row by row. */
export interface DeltaRows {
  readonly ids: readonly string[];
  readonly width: number;
  readonly values: Float32Array;
}

/** What an incremental update changed, in absolute values: applied a second time it changes nothing more. */
export interface DeltaContent {
  /** The bundle that all deltas before this one were made on. */
  readonly base: string;
  /** The sequence of the delta before, 0 for none. */
  readonly previous: number;
  /** What of the event log was learnt: from where the delta before ended, or the bundle's cut-off. */
  readonly from: LogPosition;
  readonly to: LogPosition;
  /** The newest event that was learnt, milliseconds since 1970; absent where the log has no times. */
  readonly watermark?: number;
  /** Rows of the table of user ids. */
  readonly users: DeltaRows;
  /** Rows of the table of item ids. */
  readonly items: DeltaRows;
  /** Published vectors of items. */
  readonly vectors: DeltaRows;
  /** How popular items are now, one number an item. */
  readonly prior: DeltaRows;
  /** Columns of items that are not the bundle's, as they are known by now: of those whose vector it holds. */
  readonly described?: {
    readonly ids: readonly string[];
    readonly columns: Readonly<Record<string, readonly RawValue[]>>;
  };
  /** Tombstones: what is not served any more. */
  readonly removed: { readonly users: readonly string[]; readonly items: readonly string[] };
}

/** A delta whose files are read when they are asked for. */
export interface OpenDelta {
  readonly manifest: DeltaManifest;
  /** @throws StoreError naming the file that is missing or changed */
  read(): Promise<DeltaContent>;
}

/** One line of a bundle's deltas; a broken one keeps its place and says what is wrong with it. */
export interface DeltaListing {
  readonly sequence: number;
  readonly manifest?: DeltaManifest;
  readonly broken?: string;
}

export interface Deltas {
  /**
   * Writes the next delta of a bundle: it is there whole or not at all.
   *
   * @throws StoreError where there is no such bundle, where another delta than the last was before it, or where it does not
   * go on where that one ended in the log
   */
  write(content: DeltaContent): Promise<DeltaManifest>;
  /** @throws StoreError where there is none, or it is not whole or not of this bundle */
  open(bundleId: string, sequence: number): Promise<OpenDelta>;
  /** In sequence. */
  list(bundleId: string): Promise<DeltaListing[]>;
  /** Whether this delta and all before it are there. */
  has(bundleId: string, sequence: number): Promise<boolean>;
  /** The bundles that have deltas, those that are gone among them. */
  bundleIds(): Promise<string[]>;
  /** Removes all deltas of a bundle. */
  removeAll(bundleId: string): Promise<void>;
}
