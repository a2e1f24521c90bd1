const HOUR = 3_600_000;
/** Parts of equal number that dates are also cut into, where few steps back from the end cut them. */
const PARTS = 16;
/** Between two knots lie at least so many dates, and this share of them: what is between has to be learnt from them. */
const LEAST = 3;
const LEAST_SHARE = 0.01;
/** Where it is not known when the log ends: one date in a thousand may stand for "not yet known", far in the future. */
const BELIEVED = 0.999;

/**
 * Where the line of time is cut, ascending, so that it is fine near the end and coarse in the past: the end, an hour, 2, 4, 8
 * hours before it, and so on, and quantiles of the dates beside; of those the ones between which there are enough dates.
 *
 * @param instants milliseconds since 1970, in any order; none gives no knots
 * @param newest where the log that is learnt from ends, if known; dates after it are at the end
 */
export function dateKnots(instants: ArrayLike<number>, newest?: number): number[] {
  const dates = Float64Array.from(instants).sort();
  if (dates.length === 0) {
    return [];
  }
  const latest = dates[Math.floor((newest === undefined ? BELIEVED : 1) * (dates.length - 1))];
  const end = Math.min(newest ?? latest, latest);
  const knots = [end];
  const least = Math.max(LEAST, LEAST_SHARE * dates.length);
  let above = countBelow(dates, end);
  for (const candidate of candidates(dates, end)) {
    const below = countBelow(dates, candidate);
    if (above - below >= least) {
      knots.push(candidate);
      above = below;
    }
  }
  return knots.reverse().map((knot) => knot + 0); // + 0 turns -0, which JSON does not keep, into 0
}

/** Before the end, the newest first. */
function candidates(dates: Float64Array, end: number): number[] {
  const steps: number[] = [];
  for (let step = HOUR; end - step > dates[0]; step *= 2) {
    steps.push(end - step);
  }
  const quantiles = Array.from(
    { length: PARTS },
    (_, part) => dates[Math.round((part / PARTS) * (dates.length - 1))],
  );
  return [...steps, ...quantiles].filter((knot) => knot < end).sort((a, b) => b - a);
}

/** How many of ascending dates are before `bound`. */
function countBelow(dates: Float64Array, bound: number): number {
  let [low, high] = [0, dates.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (dates[middle] < bound) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
