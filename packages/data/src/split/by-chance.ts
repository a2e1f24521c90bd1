import { seededRandom } from '../seeded-random.ts';
import type { PartLabels } from './part-labels.ts';

/**
 * Draws exactly those shares of all rows, every set of rows being as likely, in one pass: a row is taken with the
 * probability that what is still wanted has among what is left. Source: Knuth, The Art of Computer Programming 2,
 * 3.4.2, algorithm S.
 */
export function byChance(
  rows: number,
  { validation, test, seed }: { validation: number; test: number; seed: number },
): PartLabels {
  const next = seededRandom(seed);
  let left = rows;
  let testLeft = Math.round(rows * test);
  let validationLeft = Math.round(rows * validation);
  return ({ events }) => {
    const labels = new Uint8Array(events.length);
    for (let e = 0; e < events.length; e++) {
      const draw = next() * left--;
      if (draw < testLeft) {
        testLeft--;
        labels[e] = 2;
      } else if (draw < testLeft + validationLeft) {
        validationLeft--;
        labels[e] = 1;
      }
    }
    return labels;
  };
}
