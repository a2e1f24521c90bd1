/** Of each three trials one goes on to the next rung. */
const keptShare = 1 / 3;
const leastEpochs = 27;

/** The epochs of the rungs: 3, 9 and 27; more where the config trains longer. */
export function rungsFor(epochs: number): readonly [number, number, number] {
  const most = Math.max(leastEpochs, epochs);
  return [Math.round(most / 9), Math.round(most / 3), most];
}

/**
 * How many trials fit: on the mean each takes three times the first rung's epochs, and trial 0, which always goes on,
 * those of the other rungs besides.
 */
export function trialsFor(
  minutes: number,
  secondsPerEpoch: number,
  [first, second, third]: readonly number[],
): number {
  const perTrial = first + keptShare * second + keptShare ** 2 * third;
  const affordable = Math.floor(((minutes * 60) / secondsPerEpoch - second - third) / perTrial);
  return Math.max(3, Math.min(81, affordable));
}

/** The best third, and trial 0 whatever it did: the config as it stands is what the best is to be held against. */
export function promoted(ranked: readonly number[]): number[] {
  const best = ranked.slice(0, Math.ceil(ranked.length * keptShare));
  return best.includes(0) || !ranked.includes(0) ? best : [...best, 0];
}
