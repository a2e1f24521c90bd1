/** Something that was changed by hand, and by whom. */
export interface AuditEntry {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The id of an API key; `loopback` where none was needed, `command` for the command line. */
  readonly by: string;
  /** As `promote` or `createKey`. */
  readonly act: string;
  /** What was acted on. */
  readonly target: string;
  /** Of the request over HTTP. */
  readonly requestId?: string;
}

export interface Audit {
  record(entry: Omit<AuditEntry, 'at'>): Promise<void>;
  /** Newest first, at most so many. */
  list(limit: number): Promise<AuditEntry[]>;
}
