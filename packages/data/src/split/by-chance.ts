import { seededRandom } from '../seeded-random.ts';

/**
 * Draws exactly those shares of all rows, every set of rows being as likely, in one pass: a row is taken with the
 * probability that what is still wanted has among what is left. Source: Knuth, The Art of Computer Programming 2,
 * 3.4.2, algorithm S.
 *
 * @returns the labels of the next so many rows: 0 train, 1 validation, 2 test
 */
export function byChance(
  rows: number,
  { validation, test, seed }: { validation: number; test: number; seed: number },
): (rows: number) => Uint8Array {
  const next = seededRandom(seed);
  let left = rows;
  let testLeft = Math.round(rows * test);
  let validationLeft = Math.round(rows * validation);
  return (count) => {
    const labels = new Uint8Array(count);
    for (let e = 0; e < count; e++) {
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
