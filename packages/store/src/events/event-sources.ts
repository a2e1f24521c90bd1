/**
 * The beginning of a file whose rows need not be taken in again, told by its sum: so no id of them is stored, a copy under
 * another name is known, and of a file that has grown since only what is new is read. It outlives the events themselves.
 */
export interface EventSource {
  /** Tells the rows of this file from those of others, also when it has grown: the sum under which it came first. */
  readonly id: string;
  /** Of the file's first `bytes` bytes, hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
  /** Rows in these bytes, rejected ones too; absent while they are being taken in. */
  readonly rows?: number;
  /** `trained`: a bundle learnt it from the file, and the log does not hold it. */
  readonly origin: 'ingested' | 'trained';
  /** The path it had. */
  readonly file: string;
  /** The newest event time of a trained file's log, milliseconds since 1970. */
  readonly newestTime?: number;
  /** ISO 8601, UTC. */
  readonly setAt: string;
}

export interface EventSources {
  /** Says what is known of a beginning; said again, this holds. */
  set(source: Omit<EventSource, 'setAt'>): Promise<void>;
  /** In the order in which they came first. */
  list(): Promise<EventSource[]>;
}
