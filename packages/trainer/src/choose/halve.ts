/** Of so many that begin a rung, one goes on to the next: after the first one many are far behind, later they are near each other. */
const keptOf = { first: 3, later: 2 };

/** What one rung found, the most promising first. */
export interface Rung<T> {
  /** Passes that each has been taught in all, but for those that ended before. */
  readonly passes: number;
  readonly ranked: readonly T[];
}

export interface Halving<T> {
  /** Passes of the first rung. */
  readonly first: number;
  /** The contender after so many passes in all, from where it stood. */
  teach(contender: T, passes: number): Promise<T>;
  /** What is left of a contender that does not go on: without its weights, which nobody will ask for. */
  letGo(contender: T): T;
  onRung?(rung: Rung<T>): void;
}

/**
 * Successive halving: all are taught `first` passes, the most promising third goes on to twice as many, half of those again,
 * and so on until one is left. Weights of at most as many as go on are held beside those of the one that is taught; of equals the earlier
 * goes on. Source: Jamieson and Talwalkar 2016.
 */
export async function halve<T extends { readonly promise: number }>(
  contenders: readonly T[],
  { first, teach, letGo, onRung }: Halving<T>,
): Promise<T> {
  let standing = contenders;
  for (let passes = first; standing.length > 1; passes *= 2) {
    const kept = Math.ceil(standing.length / (passes === first ? keptOf.first : keptOf.later));
    let ranked: T[] = [];
    for (const contender of standing) {
      const taught = await teach(contender, passes);
      ranked = [...ranked, taught]
        .sort((a, b) => (a.promise === b.promise ? 0 : b.promise - a.promise))
        .map((each, place) => (place < kept ? each : letGo(each)));
    }
    onRung?.({ passes, ranked });
    standing = ranked.slice(0, kept);
  }
  return standing[0];
}
