import type { Positives } from './positives.ts';

/** Items by user, oldest first: user u's are `items[starts[u]]` to `items[ends[u]]`. Only users that were asked for have any. */
export interface ItemsByUser {
  /** `[users]` */
  readonly starts: Int32Array;
  /** `[users]` */
  readonly ends: Int32Array;
  readonly items: Int32Array;
}

/** Finds users' runs in positives that lie by user; its two arrays of all users serve one set of positives after the other. */
export class UserRuns {
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  #marked: Int32Array = new Int32Array(0);

  constructor(users: number) {
    this.#starts = new Int32Array(users);
    this.#ends = new Int32Array(users);
  }

  /** The result holds until the next call. */
  of({ user, item, length }: Pick<Positives, 'user' | 'item' | 'length'>): ItemsByUser {
    for (const u of this.#marked) {
      this.#starts[u] = 0;
      this.#ends[u] = 0;
    }
    for (let e = 0; e < length; e++) {
      if (e === 0 || user[e] !== user[e - 1]) {
        this.#starts[user[e]] = e;
      }
      this.#ends[user[e]] = e + 1;
    }
    this.#marked = user;
    return { starts: this.#starts, ends: this.#ends, items: item };
  }
}
