import type { Contender } from './contender.ts';

/** Of so many that begin, how many go on from one rung to the next. */
const keptOf = 2;

/** What one rung found, the best first. */
export interface Rung {
  /** Passes that each has been taught in all, but for those that ended before. */
  readonly passes: number;
  readonly ranked: readonly Contender[];
}

/**
 * Successive halving: all are taught `first` passes, the better half goes on to twice as many, and so on until one is left. Those
 * that go on continue where they stood. At most as many as go on are held beside the one that is taught. Source: Jamieson and
 * Talwalkar 2016.
 *
 * @param teach gives a contender taught up to so many passes
 * @param prefer the contenders in the order in which they are to be taken, the best first
 */
export async function halve(
  contenders: readonly Contender[],
  first: number,
  teach: (contender: Contender, passes: number) => Promise<Contender>,
  onRung: (rung: Rung) => void = () => {},
): Promise<Contender> {
  let standing = contenders;
  for (let passes = first; standing.length > 1; passes *= 2) {
    const kept = Math.ceil(standing.length / keptOf);
    let ranked: Contender[] = [];
    for (const contender of standing) {
      const taught = await teach(contender, passes);
      // Ties, as among those that failed, stay in the order of the portfolio.
      ranked = [...ranked, taught]
        .sort((a, b) => compare(a, b))
        .map((each, place) => (place < kept ? each : letGo(each)));
    }
    onRung({ passes, ranked });
    standing = ranked.slice(0, kept);
  }
  return standing[0];
}

function compare(a: Contender, b: Contender): number {
  return a.value === b.value ? 0 : b.value - a.value;
}

/** Without its weights, which nobody will ask for. */
function letGo({ paused: _, ...contender }: Contender): Contender {
  return contender;
}
