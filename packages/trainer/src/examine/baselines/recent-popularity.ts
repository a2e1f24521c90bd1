import { userBlocks } from '@twotower/features';
import type { PositiveSource } from '../../prepare/positives.ts';
import type { Scorer } from '../scorer.ts';
import { popularityScorer } from './popularity.ts';

/** Which part of the training positives is recent: as large as the test part of a split by default. */
const recentShare = 0.1;
/** The training time is cut into so many equal stretches; the window begins with one of them. */
const stretches = 1 << 16;

/**
 * Every user gets the items with most of the newest positives; what is equal there is ordered by all of them. The
 * window is the shortest, in 65,536ths of the training time, that holds `share` of the training positives: a share of
 * events rather than days, so that a log of two weeks and one of ten years both leave enough to count. Nothing is held
 * but 8 bytes an item and the stretches' counts.
 *
 * @param positives with times
 */
export function recentPopularityScorer(
  positives: PositiveSource,
  counts: Float64Array,
  share = recentShare,
): Scorer {
  const from = windowStart(positives, share);
  const recent = new Float64Array(counts.length);
  for (const { events } of userBlocks(positives)) {
    for (let e = 0; e < events.length; e++) {
      recent[events.item[e]] += events.time[e] >= from ? 1 : 0;
    }
  }
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  return popularityScorer(recent.map((count, item) => count + counts[item] / (most + 1)));
}

/** The time from which on `share` of the positives lie. */
function windowStart(positives: PositiveSource, share: number): number {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { events } of userBlocks(positives)) {
    for (let e = 0; e < events.length; e++) {
      first = Math.min(first, events.time[e]);
      last = Math.max(last, events.time[e]);
    }
  }
  const width = (last - first) / stretches;
  if (!(width > 0)) {
    return first;
  }
  const histogram = new Float64Array(stretches);
  for (const { events } of userBlocks(positives)) {
    for (let e = 0; e < events.length; e++) {
      histogram[Math.min(stretches - 1, Math.floor((events.time[e] - first) / width))]++;
    }
  }
  let stretch = stretches;
  for (let held = 0; held < share * positives.length && stretch > 0; ) {
    held += histogram[--stretch];
  }
  return first + stretch * width;
}
