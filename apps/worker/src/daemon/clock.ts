import { setTimeout as sleep } from 'node:timers/promises';

/** The time, handed in, so that tests have their own. */
export interface Clock {
  /** Milliseconds since 1970. It may be put back. */
  now(): number;
  /** Resolves after so many milliseconds, or as soon as the signal is given. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(milliseconds, signal) {
    try {
      await sleep(milliseconds, undefined, { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  },
};
