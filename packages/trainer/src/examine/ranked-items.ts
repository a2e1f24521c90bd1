import type { AnswerItems, AnswerSource } from '@twotower/core';
import type { Terms } from './terms.ts';

/** All items so that one inner product with a user's query is the score by which it is answered. */
export interface RankedItems {
  /** `dim` and two: what is added to the scores of users with a vector, and the scores of those without. */
  readonly width: number;
  /** `[items * width]` */
  readonly rows: Float32Array;
  /** `[users * dim]` to `[users * width]`. */
  queries(users: Float32Array, sources: readonly AnswerSource[]): Float32Array;
}

export function rankedItems(
  { dim, vectors, told, counts }: AnswerItems,
  { published = vectors, prior, weight }: Terms,
): RankedItems {
  const width = dim + 2;
  const items = told.length;
  const bias = prior === undefined ? new Float32Array(items) : prior.map((value) => weight * value);
  const behind = belowAll(published, dim, bias);
  const popularity = prior === undefined ? counts : Float64Array.from(prior, Math.exp);
  const most = popularity.reduce((a, b) => Math.max(a, b), 0) || 1;
  const rows = new Float32Array(items * width);
  for (let item = 0; item < items; item++) {
    rows.set(published.subarray(item * dim, (item + 1) * dim), item * width);
    rows[item * width + dim] = bias[item] + (told[item] === 1 ? 0 : behind);
    rows[item * width + dim + 1] = popularity[item] / most - (told[item] === 1 ? 0 : 2);
  }
  return {
    width,
    rows,
    queries(users, sources) {
      const queries = new Float32Array(sources.length * width);
      sources.forEach((source, r) => {
        if (source === 'popularity') {
          queries[r * width + dim + 1] = 1;
        } else {
          queries.set(users.subarray(r * dim, (r + 1) * dim), r * width);
          queries[r * width + dim] = 1;
        }
      });
      return queries;
    },
  };
}

/** What takes an item behind all others for every user of length 1. */
function belowAll(vectors: Float32Array, dim: number, bias: Float32Array): number {
  let longest = 0;
  for (let start = 0; start < vectors.length; start += dim) {
    let square = 0;
    for (let c = start; c < start + dim; c++) square += vectors[c] * vectors[c];
    longest = Math.max(longest, square);
  }
  const [low, high] = bias.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [0, 0]);
  return low - high - 2 * Math.sqrt(longest) - 1;
}
