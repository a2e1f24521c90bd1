/** Of each three trials one goes on to the next rung. */
const keptShare = 1 / 3;
const leastEpochs = 27;
const mostTrials = 81;

/** Epochs in all of the first, the second and the last rung. */
export type Rungs = readonly [number, number, number];

/** The epochs of the rungs: 3, 9 and 27; more where the config trains longer. */
export function rungsFor(epochs: number): Rungs {
  const most = Math.max(leastEpochs, epochs);
  return [Math.round(most / 9), Math.round(most / 3), most];
}

/** Epochs of a trial on the mean, as each goes on where it stood and one in three is promoted. */
function perTrial([first, second, third]: Rungs): number {
  return first + keptShare * (second - first) + keptShare ** 2 * (third - second);
}

/**
 * How many trials fit.
 *
 * @param alwaysOn whether trial 0 goes through all rungs, whatever it does
 */
export function trialsFor(minutes: number, secondsPerEpoch: number, rungs: Rungs, alwaysOn: boolean): number {
  const extra = alwaysOn ? rungs[2] - rungs[0] : 0;
  const affordable = Math.floor(((minutes * 60) / secondsPerEpoch - extra) / perTrial(rungs));
  return Math.max(3, Math.min(mostTrials, affordable));
}

/** Minutes in which so many trials go through their rungs. */
export function minutesFor(trials: number, secondsPerEpoch: number, rungs: Rungs): number {
  return (secondsPerEpoch * trials * perTrial(rungs)) / 60;
}

/** Whether all rungs of the config as it stands take no more than a fifth of the time. */
export function affordsStanding(minutes: number, secondsPerEpoch: number, [, , last]: Rungs): boolean {
  return secondsPerEpoch * last <= (minutes * 60) / 5;
}

/** The best third, and with `alwaysOn` trial 0 whatever it did: the config as it stands is what the best is to be held against. */
export function promoted(ranked: readonly number[], alwaysOn: boolean): number[] {
  const best = ranked.slice(0, Math.ceil(ranked.length * keptShare));
  return best.includes(0) || !ranked.includes(0) || !alwaysOn ? best : [...best, 0];
}
