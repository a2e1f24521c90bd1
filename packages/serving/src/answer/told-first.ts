import type { RowSet, SearchResult } from '@twotower/index';
import type { ServedItems } from '../items/served-items.ts';

/** The best rows of some, best first. */
export type Search = (k: number, accept: RowSet | undefined) => SearchResult;

/** A search in which items of which nothing is known come after all others, among themselves by score. */
export function toldFirst({ told, untold }: Pick<ServedItems, 'told' | 'untold'>, search: Search): Search {
  if (untold.count === 0) return search;
  return (k, accept) => {
    const among = (rows: RowSet): RowSet => (accept === undefined ? rows : rows.and(accept));
    const first = search(k, among(told));
    const left = k - first.rows.length;
    return left === 0 ? first : joined(first, search(left, among(untold)));
  };
}

function joined(a: SearchResult, b: SearchResult): SearchResult {
  const length = a.rows.length + b.rows.length;
  const both = { rows: new Int32Array(length), scores: new Float32Array(length) };
  both.rows.set(a.rows);
  both.rows.set(b.rows, a.rows.length);
  both.scores.set(a.scores);
  both.scores.set(b.scores, a.scores.length);
  return both;
}
