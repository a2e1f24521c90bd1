/**
 * How far draws lie from their probabilities, as a share of the chi-square distribution's 99.9 % quantile: a right sampler
 * stays below 1 but for one seed in a thousand. An index of probability 0 that was drawn gives infinity.
 *
 * The quantile is Wilson and Hilferty's approximation, good to 1 % from 3 degrees of freedom on.
 */
export function chiSquareRatio(
  draws: ArrayLike<number>,
  indices: number,
  probability: (i: number) => number,
): number {
  const seen = new Float64Array(indices);
  for (let i = 0; i < draws.length; i++) seen[draws[i]]++;
  let statistic = 0;
  let freedom = -1;
  for (let i = 0; i < indices; i++) {
    const expected = draws.length * probability(i);
    if (expected > 0) {
      statistic += (seen[i] - expected) ** 2 / expected;
      freedom++;
    } else if (seen[i] > 0) {
      return Number.POSITIVE_INFINITY;
    }
  }
  const spread = 2 / (9 * freedom);
  return statistic / (freedom * (1 - spread + 3.0902 * Math.sqrt(spread)) ** 3);
}
