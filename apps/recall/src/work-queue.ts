import { ApiError } from '@twotower/api';

export interface QueueLimits {
  /** How many may wait or be under way; one more is refused. */
  readonly most: number;
  /** Milliseconds of work in one turn of the event loop, between which sockets and `/livez` are served. */
  readonly slice: number;
}

/**
 * Requests one after another. The engine answers in one go on the one thread there is: what comes in meanwhile waits here, where it
 * can be counted and refused, and not as answers that pile up in memory.
 */
export class WorkQueue {
  readonly #limits: QueueLimits;
  #waiting: (() => void)[] = [];
  /** Of those that wait: the first that has not begun. */
  #next = 0;
  #underWay = 0;
  /** When this turn's time is over; undefined where it has not begun to count. */
  #ends: number | undefined;

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  /** How many wait or are under way. */
  get depth(): number {
    return this.#underWay + this.#waiting.length - this.#next;
  }

  /** Does a task when its turn comes: at once where nothing waits. @throws ApiError OVERLOADED where too many are before it */
  run<T>(task: () => T | Promise<T>): Promise<T> {
    const { most } = this.#limits;
    if (this.depth >= most) {
      const message = `${most} requests are before this one; send it again later`;
      return Promise.reject(new ApiError('OVERLOADED', message, { retryAfter: 1 }));
    }
    return new Promise((resolve, reject) => {
      const begin = (): void => {
        this.#underWay++;
        const end = (): void => void this.#underWay--;
        Promise.resolve(attempt(task)).finally(end).then(resolve, reject);
      };
      if (this.#hasTime()) begin();
      else this.#waiting.push(begin);
    });
  }

  /** Whether a task that comes now may begin in this turn: not before those that wait. */
  #hasTime(): boolean {
    if (this.#ends === undefined) {
      this.#beginTurn();
      return true;
    }
    return this.#waiting.length === 0 && performance.now() < this.#ends;
  }

  #beginTurn(): number {
    setImmediate(this.#turn);
    this.#ends = performance.now() + this.#limits.slice;
    return this.#ends;
  }

  readonly #turn = (): void => {
    this.#ends = undefined;
    if (this.#waiting.length === 0) return;
    const ends = this.#beginTurn();
    do this.#waiting[this.#next++]();
    while (this.#next < this.#waiting.length && performance.now() < ends);
    if (this.#next === this.#waiting.length) {
      this.#waiting = [];
      this.#next = 0;
    }
  };
}

function attempt<T>(task: () => T | Promise<T>): T | Promise<T> {
  try {
    return task();
  } catch (error) {
    return Promise.reject(error);
  }
}
