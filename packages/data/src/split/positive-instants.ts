import { type Dataset, userBlocks } from '@twotower/features';

/** The instant before which the number of positives is nearest to `wanted`, between two instants. */
export function cutInstant(dataset: Dataset, positives: number, wanted: number): number {
  if (wanted >= positives) {
    return Number.POSITIVE_INFINITY;
  }
  const { instant, before, same } = instantOfRank(dataset, Math.max(0, wanted));
  return wanted - before <= before + same - wanted ? instant : nextInstant(dataset, instant);
}

export function hasTimes(dataset: Dataset): boolean {
  for (const { events } of userBlocks(dataset)) {
    if (events.length > 0) {
      return !Number.isNaN(events.time[0]);
    }
  }
  return false;
}

const bins = 1 << 16;

/**
 * The instant of the positive of that rank by time, how many lie before it and how many at it. The range is narrowed to
 * one of 65,536 bins in each pass over the dataset, so that no times are kept.
 */
function instantOfRank(dataset: Dataset, rank: number): { instant: number; before: number; same: number } {
  let [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  let before = 0;
  for (const time of positiveTimes(dataset)) {
    low = low === Number.NEGATIVE_INFINITY ? time : Math.min(low, time);
    high = high === Number.POSITIVE_INFINITY ? time : Math.max(high, time);
  }
  for (;;) {
    const counts = new Float64Array(bins);
    const least = new Float64Array(bins).fill(Number.POSITIVE_INFINITY);
    const most = new Float64Array(bins).fill(Number.NEGATIVE_INFINITY);
    const scale = high > low ? (bins - 1) / (high - low) : 0;
    for (const time of positiveTimes(dataset)) {
      if (time >= low && time <= high) {
        const bin = Math.floor((time - low) * scale);
        counts[bin]++;
        least[bin] = Math.min(least[bin], time);
        most[bin] = Math.max(most[bin], time);
      }
    }
    let bin = 0;
    while (before + counts[bin] <= rank) {
      before += counts[bin++];
    }
    if (least[bin] === most[bin]) {
      return { instant: least[bin], before, same: counts[bin] };
    }
    [low, high] = [least[bin], most[bin]];
  }
}

function nextInstant(dataset: Dataset, instant: number): number {
  let next = Number.POSITIVE_INFINITY;
  for (const time of positiveTimes(dataset)) {
    if (time > instant && time < next) {
      next = time;
    }
  }
  return next;
}

export function countPositives(dataset: Dataset, before: number): number {
  let positives = 0;
  for (const time of positiveTimes(dataset)) {
    positives += time < before ? 1 : 0;
  }
  return positives;
}

export function* positiveTimes(dataset: Dataset): Generator<number> {
  for (const { events } of userBlocks(dataset)) {
    for (let e = 0; e < events.length; e++) {
      if (events.positive[e] === 1) {
        yield events.time[e];
      }
    }
  }
}
