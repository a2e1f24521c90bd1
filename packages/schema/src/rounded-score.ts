/** A score as answers say it, on the command line as over HTTP: six significant digits, as a float has no more than seven. */
export function roundedScore(score: number): number {
  const size = Math.abs(score);
  // Most scores: cosines whose digits are a whole number of six.
  if (size >= 0.1 && size < 1) return Math.round(score * 1e6) / 1e6;
  return Number(score.toPrecision(6));
}
