import type { SearchResult } from './vector-index.ts';

/** Keeps the best `k` of the rows offered to it. */
export interface RankedTop {
  /** A score has to be above this to enter; -Infinity until `k` rows are held, Infinity for `k` = 0. */
  threshold(): number;
  /** Offers a row above the threshold; rows come in ascending order, so that of equal scores the first stays. */
  offer(row: number, score: number): void;
  /** The rows held, best first, equal scores by row. */
  take(): SearchResult;
}

/** A bounded heap whose root is the worst row held: of equal scores, the highest row. */
export function rankedTop(k: number): RankedTop {
  const rows = new Int32Array(k);
  const scores = new Float32Array(k);
  let held = 0;
  let threshold = k === 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  return {
    threshold: () => threshold,
    offer(row, score) {
      if (held < k) {
        rise(rows, scores, held++, row, score);
      } else {
        sink(rows, scores, held, row, score);
      }
      if (held === k) threshold = scores[0];
    },
    take() {
      const order = Array.from({ length: held }, (_, i) => i).sort(
        (i, j) => scores[j] - scores[i] || rows[i] - rows[j],
      );
      return {
        rows: Int32Array.from(order, (i) => rows[i]),
        scores: Float32Array.from(order, (i) => scores[i]),
      };
    },
  };
}

function rise(rows: Int32Array, scores: Float32Array, from: number, row: number, score: number): void {
  let hole = from;
  while (hole > 0) {
    const parent = (hole - 1) >> 1;
    if (!isWorse(row, score, rows[parent], scores[parent])) break;
    rows[hole] = rows[parent];
    scores[hole] = scores[parent];
    hole = parent;
  }
  rows[hole] = row;
  scores[hole] = score;
}

function sink(rows: Int32Array, scores: Float32Array, held: number, row: number, score: number): void {
  let hole = 0;
  for (;;) {
    let child = 2 * hole + 1;
    if (child >= held) break;
    if (child + 1 < held && isWorse(rows[child + 1], scores[child + 1], rows[child], scores[child])) child++;
    if (!isWorse(rows[child], scores[child], row, score)) break;
    rows[hole] = rows[child];
    scores[hole] = scores[child];
    hole = child;
  }
  rows[hole] = row;
  scores[hole] = score;
}

function isWorse(row: number, score: number, thanRow: number, thanScore: number): boolean {
  return score < thanScore || (score === thanScore && row > thanRow);
}
