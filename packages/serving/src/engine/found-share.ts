/**
 * Share of the true best rows that a search found, by the scores of both, each best first. Of rows that score alike it does not matter
 * which are found.
 *
 * @returns 1 where there are none to be found
 */
export function foundShare(found: Float32Array, best: Float32Array): number {
  const least = best.at(-1);
  return least === undefined ? 1 : found.filter((score) => score >= least).length / best.length;
}
