/** Keeps the best `k` of the rows offered to it, in whatever order. */
export interface RankedTop {
  /** Whether a row would enter: of equal scores the lower row is better. */
  takes(row: number, score: number): boolean;
  /** Puts a row in that {@link takes} lets enter. */
  put(row: number, score: number): void;
  /** Writes the rows held from a place on, best first, and -1 and -Infinity behind them up to `k`. */
  write(rows: Int32Array, scores: Float32Array, from: number): void;
}

/** A bounded heap whose root is the worst row held: of equal scores, the highest row. */
export function rankedTop(k: number): RankedTop {
  const rows = new Int32Array(k);
  const scores = new Float32Array(k);
  let held = 0;
  return {
    takes: (row, score) => held < k || (k > 0 && isWorse(rows[0], scores[0], row, score)),
    put(row, score) {
      if (held < k) rise(rows, scores, held++, row, score);
      else sink(rows, scores, held, row, score);
    },
    write(intoRows, intoScores, from) {
      const order = Array.from({ length: held }, (_, i) => i).sort((i, j) =>
        isWorse(rows[j], scores[j], rows[i], scores[i]) ? -1 : 1,
      );
      for (let i = 0; i < k; i++) {
        intoRows[from + i] = i < held ? rows[order[i]] : -1;
        intoScores[from + i] = i < held ? scores[order[i]] : Number.NEGATIVE_INFINITY;
      }
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
