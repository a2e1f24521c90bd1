import type { SearchResult } from '@twotower/index';
import type { LayeredRows } from '../rows/layered-rows.ts';
import type { Search } from './told-first.ts';

/** Rows beyond `k` that are looked at for others to choose. */
const beyond = 300;

/**
 * A search whose rows are chosen one after another by maximal marginal relevance, `(1 - d) score - d max cos` with the nearest of
 * those already chosen (Carbonell and Goldstein 1998, with lambda `1 - d`). Scores stay what they were; the order is that of the
 * choice.
 *
 * @param vectors unit vectors by row
 * @param diversity d: 0 changes nothing, 1 looks at nothing but how different rows are
 */
export function diverse(vectors: LayeredRows, diversity: number, search: Search): Search {
  return (k, accept) => chosen(search(Math.min(4 * k, k + beyond), accept), vectors, k, diversity);
}

function chosen(
  { rows, scores }: SearchResult,
  vectors: LayeredRows,
  k: number,
  diversity: number,
): SearchResult {
  const length = Math.min(k, rows.length);
  const result = { rows: new Int32Array(length), scores: new Float32Array(length) };
  const own = Array.from(rows, (row) => vectors.row(row));
  const nearest = new Float64Array(rows.length).fill(Number.NEGATIVE_INFINITY);
  const isTaken = new Uint8Array(rows.length);
  for (let at = 0; at < length; at++) {
    let best = -1;
    let worth = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < rows.length; i++) {
      if (isTaken[i] === 1) continue;
      const penalty = at === 0 ? 0 : diversity * nearest[i];
      const value = (at === 0 ? 1 : 1 - diversity) * scores[i] - penalty;
      if (best < 0 || value > worth) [best, worth] = [i, value];
    }
    isTaken[best] = 1;
    result.rows[at] = rows[best];
    result.scores[at] = scores[best];
    for (let i = 0; i < rows.length; i++) {
      if (isTaken[i] === 0) nearest[i] = Math.max(nearest[i], product(own[i], own[best]));
    }
  }
  return result;
}

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let c = 0; c < a.length; c++) sum += a[c] * b[c];
  return sum;
}
