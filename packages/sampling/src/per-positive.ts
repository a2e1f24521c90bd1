import type { RandomIntegers } from './negative-source.ts';

export interface PerPositiveOptions {
  readonly rows: number;
  readonly columns: number;
  /** How many negatives a row gets; 2 or 3 for a pointwise loss. */
  readonly perRow: number;
  /** Flat (row, column) pairs that count as no negative, ordered by row, each once, none on the diagonal. */
  readonly hits: Int32Array;
}

/**
 * Chooses each row's negatives for pointwise and pairwise losses: distinct columns, all equally likely, neither the
 * row's own positive nor an accidental hit.
 *
 * @returns `[rows, perRow]` columns, padded with -1 where a row has fewer left
 */
export function drawPerPositive(options: PerPositiveOptions, random: RandomIntegers): Int32Array {
  const { rows, columns, perRow, hits } = options;
  const out = new Int32Array(rows * perRow).fill(-1);
  const takenBy = new Int32Array(columns).fill(-1);
  const left = new Int32Array(columns);
  let hit = 0;
  for (let row = 0; row < rows; row++) {
    takenBy[row] = row;
    let free = columns - 1;
    for (; hit < hits.length && hits[hit] === row; hit += 2) {
      takenBy[hits[hit + 1]] = row;
      free--;
    }
    const wanted = Math.min(perRow, free);
    if (2 * (free - wanted) >= columns) {
      // Half of the columns stay free to the end: two tries a draw are enough.
      for (let n = 0; n < wanted; ) {
        const column = random.integer(columns);
        if (takenBy[column] !== row) {
          takenBy[column] = row;
          out[row * perRow + n++] = column;
        }
      }
    } else {
      free = 0;
      for (let column = 0; column < columns; column++) {
        if (takenBy[column] !== row) left[free++] = column;
      }
      for (let n = 0; n < wanted; n++) {
        const at = random.integer(free);
        out[row * perRow + n] = left[at];
        left[at] = left[--free];
      }
    }
  }
  return out;
}
