import { seededRandom } from '@twotower/core';
import type { PositiveSource } from '../../prepare/positives.ts';
import type { Scorer } from '../scorer.ts';
import { distinctItems, type SparseRows, transposed } from './distinct-pairs.ts';
import { solveRow, squares } from './implicit-row.ts';

export interface IalsOptions {
  /** Length of the vectors; default 64. */
  readonly factors?: number;
  /** Keeps vectors short: too small overfits rare users and items, too large comes down to popularity; default 0.05. */
  readonly regularization?: number;
  /** By how much a positive counts more than a pair not seen; default 4. */
  readonly alpha?: number;
  /** Rounds over all users, then all items; default 15. */
  readonly iterations?: number;
  readonly seed?: number;
}

/** Steps of conjugate gradients a row and round; each round goes on from the last one's vectors. */
const stepsPerRound = 3;

/**
 * Matrix factorisation of implicit feedback by alternating least squares: it minimises
 * `sum_ui c_ui (p_ui - x_u . y_i)^2 + regularization (sum |x_u|^2 + sum |y_i|^2)` with p = 1 and c = 1 + alpha for
 * positives, p = 0 and c = 1 for all other pairs. A user's vector is solved anew from the history that is scored;
 * popularity serves users without one. Sources: Hu, Koren and Volinsky 2008; conjugate gradients: Takacs, Pilaszy and
 * Tikk 2011. Memory: 8 bytes a positive, 4 times factors a user and an item.
 */
export function ialsScorer(
  positives: PositiveSource,
  counts: Float64Array,
  options: IalsOptions = {},
): Scorer {
  const { factors = 64, regularization = 0.05, alpha = 4 } = options;
  const items = counts.length;
  const vectors = itemVectors(distinctItems(positives), items, options);
  const gram = squares(vectors, factors, regularization);
  return {
    score({ users, history: { starts, ends, items: history } }, out) {
      for (let r = 0; r < users.length; r++) {
        const row = out.subarray(r * items, (r + 1) * items);
        const own = Int32Array.from(new Set(history.subarray(starts[users[r]], ends[users[r]])));
        if (own.length === 0) {
          row.set(counts);
          continue;
        }
        const user = new Float32Array(factors);
        solveRow(user, { vectors, gram, own, alpha }, factors);
        for (let j = 0; j < items; j++) {
          let score = 0;
          for (let f = 0; f < factors; f++) {
            score += user[f] * vectors[j * factors + f];
          }
          row[j] = score;
        }
      }
    },
  };
}

/**
 * About how many multiplications {@link ialsScorer} takes to learn from so many positives, with its default options; a core does
 * some hundred million a second.
 */
export function ialsCost(positives: number, users: number, items: number): number {
  const [factors, iterations] = [64, 15];
  // A row's matrix is applied once, and once more a step: to its own vectors twice, there and back, and to the square.
  const applied = stepsPerRound + 1;
  return iterations * applied * (2 * positives * 2 * factors + (users + items) * factors * factors);
}

/** `[items, factors]` */
function itemVectors(
  byUser: SparseRows,
  items: number,
  { factors = 64, regularization = 0.05, alpha = 4, iterations = 15, seed = 42 }: IalsOptions,
): Float32Array {
  const byItem = transposed(byUser, items);
  const x = new Float32Array((byUser.offsets.length - 1) * factors);
  const random = seededRandom(seed);
  const y = new Float32Array(items * factors).map(() => (random.next() - 0.5) / factors);
  for (let round = 0; round < iterations; round++) {
    for (const [target, vectors, rows] of [
      [x, y, byUser],
      [y, x, byItem],
    ] as const) {
      const gram = squares(vectors, factors, regularization);
      for (let r = 0; r + 1 < rows.offsets.length; r++) {
        const own = rows.columns.subarray(rows.offsets[r], rows.offsets[r + 1]);
        const row = target.subarray(r * factors, (r + 1) * factors);
        solveRow(row, { vectors, gram, own, alpha }, stepsPerRound);
      }
    }
  }
  return y;
}
