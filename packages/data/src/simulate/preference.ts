import type { SimulatedUser } from './audience.ts';
import { axes, unit } from './taste-space.ts';

/** The formula as the truth file states it. */
export const preferenceFormula =
  'preference(u, i, day) = quality_i + sum over axes of item_i[axis] * (taste_u[axis] + s * drift_u[axis]) / sqrt(1 + s * s), s = drift_rate_u * day, day = (timestamp - start) / 86400000';

/**
 * A user's taste at a moment: `(taste + s drift) / sqrt(1 + s^2)` with `s = driftRate * day`, which keeps its length.
 *
 * @param day days since the log's start, with fraction
 * @param out `[axes.count]`, overwritten and returned
 */
export function tasteAt(user: SimulatedUser, day: number, out: Float64Array): Float64Array {
  const slope = user.driftRate * unit * day;
  const scale = unit / Math.sqrt(1 + slope * slope);
  for (let axis = 0; axis < axes.count; axis++) {
    out[axis] = (user.taste[axis] + slope * user.drift[axis]) * scale;
  }
  return out;
}
