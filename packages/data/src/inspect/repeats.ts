/** Positives whose user has the same item among earlier positives. */
export interface Repeats {
  /** Share of all positives, in [0, 1]. */
  readonly share: number;
  /** By the type of the repeat and of the last positive of the pair before it, the commonest first. */
  readonly byType: readonly { readonly type: string; readonly after: string; readonly positives: number }[];
}

/** Counts repeats from the events of one user after the other, each user's in their order. */
export class RepeatCounter {
  /** `[items]`: the last user with a positive of each, and its type. */
  readonly #lastUser: Int32Array;
  readonly #lastType: Uint8Array;
  readonly #counts = new Map<number, number>();
  #positives = 0;
  #repeats = 0;

  constructor(items: number) {
    this.#lastUser = new Int32Array(items).fill(-1);
    this.#lastType = new Uint8Array(items);
  }

  add(user: number, item: number, type: number): void {
    this.#positives++;
    if (this.#lastUser[item] === user) {
      this.#repeats++;
      const key = 256 * type + this.#lastType[item];
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    }
    this.#lastUser[item] = user;
    this.#lastType[item] = type;
  }

  /** Distinct pairs of user and item. */
  get pairs(): number {
    return this.#positives - this.#repeats;
  }

  /** @param types names of the types */
  result(types: readonly string[]): Repeats {
    return {
      share: this.#repeats / Math.max(1, this.#positives),
      byType: [...this.#counts]
        .sort((a, b) => b[1] - a[1])
        .map(([key, positives]) => ({ type: types[key >> 8], after: types[key & 255], positives })),
    };
  }
}
