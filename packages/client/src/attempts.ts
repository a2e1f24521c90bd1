import { RecallClientError } from './error.ts';

export interface RetryOptions {
  /** How often a call that may be repeated is tried again; default 2. */
  readonly retries?: number;
  /** The first wait in milliseconds, doubled each time; default 100. A server that says how long to wait is heard. */
  readonly backOff?: number;
  /** In [0, 1): spreads the waits of many clients; default from the platform's source of chance. */
  readonly jitter?: () => number;
}

/** Tries a call again while the server cannot be reached or is too busy. */
export async function attempts<T>(
  ask: () => Promise<T>,
  signal: AbortSignal,
  { retries = 2, backOff = 100, jitter = chance }: RetryOptions,
): Promise<T> {
  for (let tried = 0; ; tried++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof RecallClientError) || tried >= retries || !mayGoBetter(error)) throw error;
      const wait = Math.max(backOff * 2 ** tried, 1000 * (error.retryAfter ?? 0)) * (1 + jitter() / 2);
      if (!(await waited(wait, signal))) throw error;
    }
  }
}

function mayGoBetter({ code }: RecallClientError): boolean {
  return (
    code === 'UNREACHABLE' || code === 'RATE_LIMITED' || code === 'OVERLOADED' || code === 'STORE_UNAVAILABLE'
  );
}

/** False where the signal ended the wait. */
function waited(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (whole: boolean): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve(whole);
    };
    const stop = (): void => end(false);
    const timer = setTimeout(() => end(true), milliseconds);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop);
  });
}

function chance(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] / 2 ** 32;
}
