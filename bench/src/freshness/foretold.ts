/** What was foretold, a row a user and day, in the order in which they first were asked: the same for all who replay the same log. */
export interface Foretold {
  readonly users: string[];
  /** Days since 1970. */
  readonly days: number[];
  /** Items that the user took that day and had not had. */
  readonly wanted: number[];
  /** Those of them that were among the best `k`. */
  readonly hits: number[];
  /** The same of items that nobody had taken when the replay began. */
  readonly newWanted: number[];
  readonly newHits: number[];
  /** How often the user was asked for that day, and the sum of the shares of the truly best `k` that were answered. */
  readonly asked: number[];
  readonly liked: number[];
}

const day = 86_400_000;

/** Collects what was foretold. */
export class ForetoldBuilder {
  readonly foretold: Foretold = {
    users: [],
    days: [],
    wanted: [],
    hits: [],
    newWanted: [],
    newHits: [],
    asked: [],
    liked: [],
  };
  readonly #rows = new Map<string, number>();

  /**
   * @param time of the answer, milliseconds since 1970
   * @param wanted distinct items that the user took after it
   * @param isNew whether an item was taken by nobody when the replay began
   * @param best the items that the user truly likes best; absent where nobody knows
   */
  add(
    user: string,
    time: number,
    answered: readonly string[],
    wanted: readonly string[],
    isNew: (item: string) => boolean,
    best?: ReadonlySet<string>,
  ): void {
    const row = this.#row(user, Math.floor(time / day));
    const own = this.foretold;
    const found = new Set(answered);
    for (const item of wanted) {
      const hit = found.has(item) ? 1 : 0;
      own.wanted[row]++;
      own.hits[row] += hit;
      if (!isNew(item)) continue;
      own.newWanted[row]++;
      own.newHits[row] += hit;
    }
    own.asked[row]++;
    if (best) own.liked[row] += answered.filter((item) => best.has(item)).length / Math.max(1, best.size);
  }

  #row(user: string, onDay: number): number {
    const key = `${onDay} ${user}`;
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    const row = this.#rows.size;
    this.#rows.set(key, row);
    this.foretold.users.push(user);
    this.foretold.days.push(onDay);
    for (const column of ['wanted', 'hits', 'newWanted', 'newHits', 'asked', 'liked'] as const) {
      this.foretold[column].push(0);
    }
    return row;
  }
}
