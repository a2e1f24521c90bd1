import type { VectorSearch } from '@twotower/index';
import type { LogPosition } from '@twotower/store';
import type { ServedItems } from '../items/served-items.ts';
import type { ServedPrior } from '../prior/served-prior.ts';
import type { IdTable } from '../rows/id-table.ts';
import type { LayeredRows } from '../rows/layered-rows.ts';
import type { ServedUsers } from '../users/served-users.ts';
import type { ServedBundle } from './served-bundle.ts';

/** The newest delta that is served. */
export interface AppliedDelta {
  readonly sequence: number;
  /** ISO 8601. */
  readonly createdAt: string;
  /** The newest event that was learnt, milliseconds since 1970. */
  readonly watermark?: number;
  /** Up to where it has learnt the event log. */
  readonly to: LogPosition;
}

/**
 * What is served: a bundle and all that came since. Never changed: whatever comes makes another state that shares what stayed, so
 * that an answer works on one from beginning to end.
 */
export interface ServedState {
  readonly base: ServedBundle;
  /** Absent where no delta is applied. */
  readonly delta?: AppliedDelta;
  readonly userIds: IdTable;
  readonly itemIds: IdTable;
  readonly users: ServedUsers;
  readonly items: ServedItems;
  /** The item tower's vectors, by row. */
  readonly vectors: LayeredRows;
  /** What is ranked, by row: the very {@link vectors} where that is the same. */
  readonly published: LayeredRows;
  readonly prior: ServedPrior | undefined;
  /** Over {@link published}, without the prior. */
  readonly index: VectorSearch;
  /** Over {@link vectors}. */
  readonly similar: VectorSearch;
}

/** All of a state that is no index. */
export type IndexedState = Omit<ServedState, 'index' | 'similar'>;

/** Another state, and the rows by which its indexes differ. */
export interface StateChange {
  readonly state: IndexedState;
  /** Rows whose vectors are others now, and those that are served no more. */
  readonly rows: Int32Array;
  readonly removed: Int32Array;
}
