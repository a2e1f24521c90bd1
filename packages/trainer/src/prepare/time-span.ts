import { userBlocks } from '@twotower/features';
import type { PositiveSource } from './positives.ts';

/** Times that are looked at, spread evenly over the log. */
const mostTimes = 100_000;

/**
 * Milliseconds in which 98 % of the positives lie, so that a few wrong dates do not stretch it; undefined where some positive
 * has no time.
 */
export function timeSpan(positives: PositiveSource): number | undefined {
  const every = Math.max(1, Math.ceil(positives.length / mostTimes));
  const times: number[] = [];
  for (const { events } of userBlocks(positives)) {
    for (let e = 0; e < events.length; e++) {
      if (Number.isNaN(events.time[e])) {
        return undefined;
      }
      if (events.offset[e] % every === 0) {
        times.push(events.time[e]);
      }
    }
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(share * (times.length - 1))];
  return times.length > 0 ? at(0.99) - at(0.01) : undefined;
}
