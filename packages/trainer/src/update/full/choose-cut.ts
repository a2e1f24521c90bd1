import type { Notch } from '../read-log.ts';

/** So many positives tell two models apart; with fewer the hold-out is widened. */
export const leastHeldOut = 2000;
/** What is widened stays below this share of the window: the rest is to be learnt by all weights. */
const mostWidened = 0.25;

/**
 * Where a window is cut: what comes behind is held out. The latest place that leaves enough, where increments ended if any
 * of those leaves less than half.
 *
 * @param offsets of the window's positives, ascending
 * @param isBoundary whether an increment ended there
 * @param holdout share of the positives
 * @returns undefined where the window is too small to be cut
 */
export function chooseCut(
  notches: readonly Notch[],
  offsets: Float64Array,
  isBoundary: (notch: Notch) => boolean,
  holdout: number,
  least = leastHeldOut,
): Notch | undefined {
  const { length } = offsets;
  const wanted = Math.max(1, Math.ceil(holdout * length), Math.min(least, Math.floor(mostWidened * length)));
  const possible = notches.filter((notch) => {
    const held = length - below(offsets, notch.offset);
    return held >= wanted && held <= length / 2;
  });
  return possible.findLast(isBoundary) ?? possible.at(-1);
}

/** How many ascending values are below a bound. */
function below(values: Float64Array, bound: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
