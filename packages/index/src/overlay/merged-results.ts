import type { ManyResults, SearchResult } from '../vector-index.ts';

/** The `k` best of two results that share no row, best first, equal scores by row. */
export function mergedResults(a: SearchResult, b: SearchResult, k: number): SearchResult {
  const length = Math.min(k, a.rows.length + b.rows.length);
  const merged = { rows: new Int32Array(length), scores: new Float32Array(length) };
  merge(a, b, merged);
  return merged;
}

/** The same for each of several queries. */
export function mergedMany(a: ManyResults, b: ManyResults): ManyResults {
  const { k } = a;
  const merged = { k, rows: new Int32Array(a.rows.length), scores: new Float32Array(a.rows.length) };
  for (let start = 0; start < a.rows.length; start += k) {
    const of = ({ rows, scores }: SearchResult) => ({
      rows: rows.subarray(start, start + k),
      scores: scores.subarray(start, start + k),
    });
    merge(of(a), of(b), of(merged));
  }
  return merged;
}

/** Fills `into`. What is -1 in rows has a score of -Infinity, which comes behind all others. */
function merge(a: SearchResult, b: SearchResult, into: SearchResult): void {
  let i = 0;
  let j = 0;
  for (let at = 0; at < into.rows.length; at++) {
    const fromA = j === b.rows.length || (i < a.rows.length && isBefore(a, i, b, j));
    const [from, place] = fromA ? [a, i++] : [b, j++];
    into.rows[at] = from.rows[place];
    into.scores[at] = from.scores[place];
  }
}

function isBefore(a: SearchResult, i: number, b: SearchResult, j: number): boolean {
  return a.scores[i] > b.scores[j] || (a.scores[i] === b.scores[j] && a.rows[i] < b.rows[j]);
}
