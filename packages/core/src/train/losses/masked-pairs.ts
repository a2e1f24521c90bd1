import type { OwnNegatives } from './loss.ts';
import type { ScoreBlock } from './score-block.ts';

/** Score of what is no negative: beside any other its exponential is exactly 0, and so is its part above any margin. */
export const maskedScore = -1e9;

/**
 * The flat pairs of records `start` to `end` that are no negatives, counted from `start`: accidental hits among the
 * shared columns, and the empty places among the private ones, which follow column `candidates`.
 */
export function maskedWithin(
  hits: Int32Array,
  own: OwnNegatives | undefined,
  candidates: number,
  start: number,
  end: number,
): Int32Array {
  let count = 0;
  for (let h = 0; h < hits.length; h += 2) count += hits[h] >= start && hits[h] < end ? 2 : 0;
  const perRow = own?.present === undefined ? 0 : own.perRow;
  const present = own?.present ?? noPlaces;
  for (let i = start * perRow; i < end * perRow; i++) count += present[i] === 0 ? 2 : 0;
  const within = new Int32Array(count);
  let at = 0;
  for (let h = 0; h < hits.length; h += 2) {
    const row = hits[h];
    if (row >= start && row < end) {
      within[at++] = row - start;
      within[at++] = hits[h + 1];
    }
  }
  for (let i = start * perRow; i < end * perRow; i++) {
    if (present[i] === 0) {
      within[at++] = Math.floor(i / perRow) - start;
      within[at++] = candidates + (i % perRow);
    }
  }
  return within;
}

const noPlaces = new Uint8Array(0);

/** Flat (row, column) pairs of the block's positives. */
export function positivePairs({ start, rows }: ScoreBlock): Int32Array {
  const pairs = new Int32Array(2 * rows);
  for (let r = 0; r < rows; r++) {
    pairs[2 * r] = r;
    pairs[2 * r + 1] = start + r;
  }
  return pairs;
}

/** The masked pairs and the positives: all that is no negative. */
export function noNegatives(block: ScoreBlock): Int32Array {
  const pairs = new Int32Array(block.masked.length + 2 * block.rows);
  pairs.set(block.masked);
  pairs.set(positivePairs(block), block.masked.length);
  return pairs;
}

/** `[rows]`: how many negatives each record of the block meets; a pair that is masked twice counts once. */
export function countNegatives({ scores, rows, masked }: ScoreBlock): Int32Array {
  const columns = scores.shape[1] ?? 0;
  const counts = new Int32Array(rows).fill(columns - 1);
  const seen = new Uint8Array(masked.length === 0 ? 0 : rows * columns);
  for (let m = 0; m < masked.length; m += 2) {
    const at = masked[m] * columns + masked[m + 1];
    if (seen[at] === 0) counts[masked[m]]--;
    seen[at] = 1;
  }
  return counts;
}
