import type { SearchResult } from '../vector-index.ts';

/** The `k` best of two results that share no row, best first, equal scores by row. */
export function mergedResults(a: SearchResult, b: SearchResult, k: number): SearchResult {
  const length = Math.min(k, a.rows.length + b.rows.length);
  const merged = { rows: new Int32Array(length), scores: new Float32Array(length) };
  let i = 0;
  let j = 0;
  for (let at = 0; at < length; at++) {
    const fromA = j === b.rows.length || (i < a.rows.length && isBefore(a, i, b, j));
    const [from, place] = fromA ? [a, i++] : [b, j++];
    merged.rows[at] = from.rows[place];
    merged.scores[at] = from.scores[place];
  }
  return merged;
}

function isBefore(a: SearchResult, i: number, b: SearchResult, j: number): boolean {
  return a.scores[i] > b.scores[j] || (a.scores[i] === b.scores[j] && a.rows[i] < b.rows[j]);
}
