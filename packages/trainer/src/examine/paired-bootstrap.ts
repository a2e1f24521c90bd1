import { type Random, seededRandom } from '@twotower/core';
import type { Intervals } from '@twotower/schema';
import type { UserValues } from './user-values.ts';

const resamples = 1000;
const level = 0.95;

/**
 * How sure the difference `model - baseline` is, for each metric of the users' values: its mean over the users, and the
 * interval that holds 95 % of the means over 1,000 samples of as many users drawn with replacement (percentile
 * bootstrap, Efron 1979). Paired: a drawn user brings the model's value and the baseline's alike, so what makes a user
 * easy or hard for both cancels out. An interval says how the difference varies between samples of users; not how it
 * varies between training runs.
 *
 * Example: values 1, 1, 0 against 0, 0, 0: difference 2/3; samples' means are 0, 1/3, 2/3 or 1.
 *
 * @throws RangeError where the two do not hold the same users and metrics
 */
export function pairedBootstrap(
  model: Pick<UserValues, 'metrics' | 'values'>,
  baseline: Pick<UserValues, 'metrics' | 'values'>,
  seed: number,
): Intervals[string] {
  const { metrics, values } = model;
  if (values.length !== baseline.values.length || metrics.join() !== baseline.metrics.join()) {
    throw new RangeError('two scorers were not examined on the same users and metrics');
  }
  const differences = values.map((value, i) => value - baseline.values[i]);
  const observed = meanOfRows(differences, metrics.length, (r) => r);
  const means = resampledMeans(differences, metrics.length, seededRandom(seed));
  return Object.fromEntries(
    metrics.map((metric, m) => {
      const sorted = Float64Array.from(means, (mean) => mean[m]).sort();
      return [
        metric,
        {
          difference: observed[m],
          low: quantile(sorted, (1 - level) / 2),
          high: quantile(sorted, (1 + level) / 2),
        },
      ];
    }),
  );
}

function resampledMeans(rows: Float32Array, width: number, random: Random): Float64Array[] {
  const count = rows.length / width;
  return Array.from({ length: resamples }, () => meanOfRows(rows, width, () => random.integer(count)));
}

/** The mean of as many rows as there are, row `pick(r)` for the r-th. */
function meanOfRows(rows: Float32Array, width: number, pick: (r: number) => number): Float64Array {
  const count = rows.length / width;
  const sums = new Float64Array(width);
  for (let r = 0; r < count; r++) {
    const start = pick(r) * width;
    for (let m = 0; m < width; m++) {
      sums[m] += rows[start + m];
    }
  }
  return sums.map((sum) => sum / count);
}

/** By linear interpolation between the two nearest of the sorted values. */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}
