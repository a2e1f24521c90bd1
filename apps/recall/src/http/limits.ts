/** What one caller can take of the server at most. Sizes in bytes, times in milliseconds. */
export const defaultLimits = {
  /** Largest request body. */
  body: 4 * 1024 * 1024,
  headers: 16 * 1024,
  /** Until the headers are there, and until the whole request is. */
  headersWithin: 10_000,
  requestWithin: 20_000,
  /** How often it is looked who is late. */
  lookEvery: 1_000,
  /** Of a socket on which nothing moves. */
  silence: 60_000,
  /** Of one that waits for its next request: longer than load balancers keep theirs, so that they hang up first. */
  idle: 75_000,
  connections: 4_096,
  /** Requests that wait or are under way. */
  queue: 512,
  /** Work between two looks at the sockets. */
  slice: 5,
};

export type Limits = Readonly<typeof defaultLimits>;
