import type { Clock } from '../src/daemon/clock.ts';

interface Sleeper {
  readonly until: number;
  wake(): void;
}

/**
 * A clock that goes on when a test says so, and only while everybody who goes by it is asleep. Sleeps are measured by a time of their
 * own, which goes on where the clock is put back.
 */
export class FakeClock implements Clock {
  #now: number;
  #passed = 0;
  #users = 0;
  readonly #step: number;
  readonly #sleepers = new Set<Sleeper>();

  /** @param step seconds by which time goes on, where a test does not say */
  constructor(now: number, step = 1) {
    this.#now = now;
    this.#step = step;
  }

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper: Sleeper = {
        until: this.#passed + milliseconds,
        wake: () => {
          this.#sleepers.delete(sleeper);
          signal.removeEventListener('abort', sleeper.wake);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal.addEventListener('abort', sleeper.wake, { once: true });
    });
  }

  /** Somebody who sleeps by this clock whenever nothing else is to be done, until a promise is settled. */
  usedUntil(ended: Promise<unknown>): void {
    const leave = (): void => {
      this.#users--;
    };
    this.#users++;
    ended.then(leave, leave);
  }

  /** Puts the clock to another time, which wakes nobody. */
  put(now: number): void {
    this.#now = now;
  }

  /** Lets time go by until something holds. @throws Error where it does not within so many seconds of this clock */
  async until(holds: () => boolean | Promise<boolean>, seconds = 3600, step = this.#step): Promise<void> {
    await this.#settle();
    for (let passed = 0; !(await holds()); passed += step) {
      if (passed > seconds)
        throw new Error(`it did not come to hold within ${seconds} seconds of this clock`);
      await this.pass(step, step);
    }
  }

  /** Lets seconds go by, a step at a time. */
  async pass(seconds: number, step = this.#step): Promise<void> {
    await this.#settle();
    for (let passed = 0; passed < seconds; passed += step) {
      this.#now += 1000 * step;
      this.#passed += 1000 * step;
      for (const sleeper of [...this.#sleepers]) if (sleeper.until <= this.#passed) sleeper.wake();
      await this.#settle();
    }
  }

  /** Files and processes are asked on the way to the next sleep. */
  async #settle(): Promise<void> {
    do await new Promise((resolve) => setImmediate(resolve));
    while (this.#sleepers.size < this.#users);
  }
}
