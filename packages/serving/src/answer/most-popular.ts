import type { RowSet, SearchResult } from '@twotower/index';

/** The accepted rows with the greatest values, greatest first, equal ones by row. Looks at each row once. */
export function greatestRows(values: ArrayLike<number>, k: number, accept: RowSet): SearchResult {
  let kept: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  const cut = (): void => {
    kept = kept.sort((a, b) => values[b] - values[a] || a - b).slice(0, k);
    // A later row of the same value comes after: only greater ones count from now on.
    if (kept.length === k) least = values[kept[k - 1]];
  };
  if (k > 0) {
    for (const row of accept.rows()) {
      if (!(values[row] > least)) continue;
      kept.push(row);
      if (kept.length >= 2 * k + 64) cut();
    }
    cut();
  }
  return { rows: Int32Array.from(kept), scores: Float32Array.from(kept, (row) => values[row]) };
}
