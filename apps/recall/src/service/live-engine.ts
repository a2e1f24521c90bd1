type Columns = Readonly<Record<string, unknown>>;

/** What an engine does that follows what comes in between two bundles; one that does not has none of these. */
export interface LiveEngine {
  /** Takes in what the event log holds and was not read yet. @throws StoreError where the log cannot be read */
  readEvents?(): Promise<number>;
  putItem?(id: string, features: Columns): void;
  removeItem?(id: string): boolean;
  putUser?(id: string, features: Columns): void;
  removeUser?(id: string): boolean;
}

/** What such an engine says of itself beside. Times in milliseconds. */
export interface LiveInfo {
  /** The newest event that the served rows have learnt, since 1970. */
  readonly watermark?: number;
  /** How long ago the newest delta was made. */
  readonly deltaAge?: number;
  readonly indexRecall?: number;
  readonly liveEvents?: number;
}
