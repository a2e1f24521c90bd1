import type { UserBlock } from '@twotower/features';
import type { PartLabels } from './part-labels.ts';

/**
 * A user's last positive is the test part and the one before it the validation part, each with what else the user did
 * from then on. A user with two positives has no validation, one with a single positive is for training alone.
 *
 * @param held how many positives are held out: 2, or 1 for validation alone
 */
export function leaveLastOut(held: 1 | 2): PartLabels {
  return ({ events }: UserBlock) => {
    const labels = new Uint8Array(events.length);
    const { user, positive } = events;
    for (let end = events.length; end > 0; ) {
      let start = end - 1;
      while (start > 0 && user[start - 1] === user[end - 1]) {
        start--;
      }
      const last = previousPositive(positive, start, end);
      const secondLast = previousPositive(positive, start, last);
      if (secondLast >= 0) {
        const thirdLast = held === 2 ? previousPositive(positive, start, secondLast) : -1;
        labels.fill(held, last, end);
        if (thirdLast >= 0) {
          labels.fill(1, secondLast, last);
        }
      }
      end = start;
    }
    return labels;
  };
}

/** The last positive from `start` to below `end`; -1 where there is none. */
function previousPositive(positive: Uint8Array, start: number, end: number): number {
  for (let e = end - 1; e >= start; e--) {
    if (positive[e] === 1) {
      return e;
    }
  }
  return -1;
}
