import type { LogPosition } from './log-position.ts';

/** A named place in the log. What stands behind it is not pruned. */
export interface LogMark {
  /** `consumer`: how far someone has read. `kept`: what a bundle to go back to, or a gate, may read again. */
  readonly kind: 'consumer' | 'kept';
  readonly name: string;
  readonly position: LogPosition;
  /** ISO 8601, UTC. */
  readonly setAt: string;
}

export interface LogMarks {
  /**
   * Sets a mark, forwards or, as a rollback does, back.
   *
   * @throws StoreError where the position lies outside of what is kept
   */
  set(kind: LogMark['kind'], name: string, position: LogPosition): Promise<void>;
  get(kind: LogMark['kind'], name: string): Promise<LogMark | undefined>;
  /** By kind and name. */
  list(): Promise<LogMark[]>;
  /** Lets go of what the mark kept; without such a mark it does nothing. */
  remove(kind: LogMark['kind'], name: string): Promise<void>;
}
