import { smoothedMass } from '@twotower/features';
import { type BundleHistory, timeSlices } from '@twotower/store';

/** Positives that are counted in one go. */
const inOneGo = 50_000;

/**
 * What the counts behind a bundle's prior add up to, smoothing included, and when the newest of them was: the positives of its
 * histories, faded as `logPrior` of the features package wants them.
 *
 * @param halfLife milliseconds; undefined: all count alike
 */
export async function priorMass(
  { times }: BundleHistory,
  items: number,
  halfLife: number | undefined,
): Promise<{ mass: number; at: number }> {
  const pause = timeSlices();
  let at = Number.NaN;
  for (let i = 0; i < times.length; i++) {
    if (!(times[i] <= at)) at = Number.isNaN(times[i]) ? at : times[i];
    if (i % inOneGo === 0) await pause();
  }
  let sum = 0;
  for (let i = 0; i < times.length; i++) {
    sum += halfLife === undefined ? 1 : Number.isNaN(times[i]) ? 0 : 2 ** ((times[i] - at - 1) / halfLife);
    if (i % inOneGo === 0) await pause();
  }
  return { mass: smoothedMass(sum, items).mass, at };
}
