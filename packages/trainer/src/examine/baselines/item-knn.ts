import type { PositiveSource } from '../../prepare/positives.ts';
import type { Scorer } from '../scorer.ts';
import { distinctItems, type SparseRows, transposed } from './distinct-pairs.ts';

/**
 * Items of a user that count as met together, those met last: a program that visits the whole catalogue would take time by the
 * square of it, and says nothing of who likes what with what.
 */
export const mostTogether = 4096;

/**
 * Item-based nearest neighbours: the cosine between two items' sets of users, each item keeping its `neighbours`
 * nearest; a user's score for item j is the sum over the user's items i of `sim(i, j)`. Popularity, scaled down below
 * any similarity, breaks ties and serves users without history. Of a user with very many items the last
 * {@link mostTogether} count. Source: Sarwar et al. 2001, Deshpande and Karypis 2004.
 */
export function itemKnnScorer(positives: PositiveSource, counts: Float64Array, neighbours = 100): Scorer {
  const items = counts.length;
  const nearest = nearestItems(distinctItems(positives, mostTogether), items, neighbours);
  return {
    score({ users, history }, out) {
      for (let r = 0; r < users.length; r++) {
        const row = out.subarray(r * items, (r + 1) * items);
        for (let j = 0; j < items; j++) {
          row[j] = 1e-9 * counts[j];
        }
        for (const item of new Set(
          history.items.subarray(history.starts[users[r]], history.ends[users[r]]),
        )) {
          for (let n = nearest.offsets[item]; n < nearest.offsets[item + 1]; n++) {
            row[nearest.columns[n]] += nearest.similarities[n];
          }
        }
      }
    },
  };
}

interface Neighbours extends SparseRows {
  readonly similarities: Float32Array;
}

function nearestItems(history: SparseRows, items: number, neighbours: number): Neighbours {
  const users = transposed(history, items);
  const degree = (item: number): number => users.offsets[item + 1] - users.offsets[item];
  const offsets = new Int32Array(items + 1);
  const columns: number[] = [];
  const similarities: number[] = [];
  const together = new Float64Array(items);
  const touched: number[] = [];
  for (let i = 0; i < items; i++) {
    touched.length = 0;
    for (let p = users.offsets[i]; p < users.offsets[i + 1]; p++) {
      const user = users.columns[p];
      for (let q = history.offsets[user]; q < history.offsets[user + 1]; q++) {
        const j = history.columns[q];
        if (j !== i && together[j]++ === 0) {
          touched.push(j);
        }
      }
    }
    const cosine = (j: number): number => together[j] / Math.sqrt(degree(i) * degree(j));
    touched.sort((a, b) => cosine(b) - cosine(a) || a - b);
    for (const j of touched.slice(0, neighbours)) {
      columns.push(j);
      similarities.push(cosine(j));
    }
    for (const j of touched) {
      together[j] = 0;
    }
    offsets[i + 1] = columns.length;
  }
  return { offsets, columns: Int32Array.from(columns), similarities: Float32Array.from(similarities) };
}
