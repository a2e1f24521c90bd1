import type { RawValue } from '../columns.ts';
import type { LogPosition } from '../events/log-position.ts';

export type EntitySide = 'user' | 'item';

interface ChangeFacts {
  /** Ascending in the order in which changes were made, whatever any clock says; none is given twice. */
  readonly version: number;
  /** When it was made, milliseconds since 1970, for people. */
  readonly at: number;
}

/** An item or a user was put, with all their columns. */
export interface PutChange extends ChangeFacts {
  readonly kind: 'put';
  readonly side: EntitySide;
  readonly id: string;
  readonly record: Readonly<Record<string, RawValue>>;
}

/** An item is not to be recommended any more. */
export interface RemovedChange extends ChangeFacts {
  readonly kind: 'removed';
  readonly side: 'item';
  readonly id: string;
}

/** A user is not to be known any more, who are told by a sum alone. */
export interface ErasedChange extends ChangeFacts {
  readonly kind: 'erased';
  readonly side: 'user';
  /** Of the user's id, see `userSum`. */
  readonly sum: string;
  /** Where the event log ended then: what stands behind it is of one who came again. */
  readonly position: LogPosition;
}

export type EntityChange = PutChange | RemovedChange | ErasedChange;

/** A change that is to be made. */
export type NewEntityChange =
  | Pick<PutChange, 'kind' | 'side' | 'id' | 'record'>
  | Pick<RemovedChange, 'kind' | 'side' | 'id'>;

/**
 * Items and users that were put or removed by hand, beside what bundles know of them: the newest change of each. A reader sees no
 * change before all earlier ones.
 */
export interface EntityChanges {
  /**
   * Makes a change in the place of what was changed of the same entity before; durably before it returns.
   *
   * @returns its version
   * @throws StoreError where it cannot be written, or its record is larger than a change may be
   */
  make(change: NewEntityChange): Promise<number>;
  /** Takes a user out, with what was put of them, so that no name of theirs is left. @returns the version */
  erase(user: string, position: LogPosition): Promise<number>;
  /** The version of the newest change, or of the newest that was made before a time, milliseconds since 1970; 0 for none. */
  version(before?: number): Promise<number>;
  /** Changes behind a version, in their order. @param batch changes at once, default 1,000 */
  read(after: number, batch?: number): AsyncIterable<readonly EntityChange[]>;
  /** Drops those that nobody needs any more, and says how many. A version that is gone is not given again. */
  prune(isNeedless: (change: EntityChange) => boolean): Promise<number>;
}
