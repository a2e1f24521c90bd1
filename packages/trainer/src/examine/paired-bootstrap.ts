import { seededRandom } from '@twotower/core';
import type { Intervals } from '@twotower/schema';
import type { UserValues } from './user-values.ts';

const resamples = 1000;
const level = 0.95;

/**
 * How sure the difference `model - baseline` is, for each metric of the users' values: its mean over the rows, and the
 * interval that holds 95 % of the means over 1,000 samples of as many users drawn with replacement (percentile
 * bootstrap, Efron 1979). Paired: a drawn user brings the model's values and the baseline's alike, so what makes a user
 * easy or hard for both cancels out. A user with several rows, as of several windows of time, brings all of them: rows of one
 * user resemble each other and are no further evidence. An interval says how the difference varies between samples of
 * users; not how it varies between training runs.
 *
 * Example: values 1, 1, 0 of three users against 0, 0, 0: difference 2/3; samples' means are 0, 1/3, 2/3 or 1.
 *
 * @throws RangeError where the two do not hold the same users and metrics
 */
export function pairedBootstrap(model: UserValues, baseline: UserValues, seed: number): Intervals[string] {
  const { metrics } = model;
  if (model.values.length !== baseline.values.length || metrics.join() !== baseline.metrics.join()) {
    throw new RangeError('two scorers were not examined on the same users and metrics');
  }
  const users = sumsByUser(model, baseline);
  const observed = meanOfUsers(users, metrics.length, (r) => r);
  const random = seededRandom(seed);
  const means = Array.from({ length: resamples }, () =>
    meanOfUsers(users, metrics.length, () => random.integer(users.rows.length)),
  );
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

interface UserSums {
  /** `[users, metrics]`: the sum of a user's differences. */
  readonly sums: Float64Array;
  /** `[users]`: of how many rows. */
  readonly rows: Int32Array;
}

function sumsByUser({ metrics, values, users }: UserValues, baseline: UserValues): UserSums {
  const width = metrics.length;
  const place = new Map<number, number>();
  for (const user of users) {
    place.set(user, place.get(user) ?? place.size);
  }
  const sums = new Float64Array(place.size * width);
  const rows = new Int32Array(place.size);
  users.forEach((user, r) => {
    const at = place.get(user) ?? 0;
    rows[at]++;
    for (let m = 0; m < width; m++) {
      sums[at * width + m] += values[r * width + m] - baseline.values[r * width + m];
    }
  });
  return { sums, rows };
}

/** The mean over the rows of as many users as there are, user `pick(r)` for the r-th. */
function meanOfUsers({ sums, rows }: UserSums, width: number, pick: (r: number) => number): Float64Array {
  const mean = new Float64Array(width);
  let count = 0;
  for (let r = 0; r < rows.length; r++) {
    const user = pick(r);
    count += rows[user];
    for (let m = 0; m < width; m++) {
      mean[m] += sums[user * width + m];
    }
  }
  return mean.map((sum) => sum / count);
}

/** By linear interpolation between the two nearest of the sorted values. */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}
