import type { PositiveSource } from '../../prepare/positives.ts';
import type { Scorer } from '../scorer.ts';
import type { DenseProducts } from './dense-products.ts';
import { distinctItems } from './distinct-pairs.ts';
import { negateInverse } from './negate-inverse.ts';

export interface EaseOptions {
  /** Too small overfits rare items, too large comes down to popularity; default 300. */
  readonly lambda?: number;
}

/**
 * EASE, the linear autoencoder in closed form: `P = inv(XT X + lambda I)` over the 0/1 matrix X of users and items,
 * `B_ij = -P_ij / P_jj` and 0 on the diagonal; a user's score for item j is `sum_i B_ij` over the user's items.
 * Popularity, scaled down, breaks ties and serves users without history. Source: Steck 2019, "Embarrassingly shallow
 * autoencoders for sparse data". Memory: 4 bytes times items^2, and 3 KB an item while it is fitted.
 *
 * @throws TrainerError where lambda is too small for float32
 */
export function easeScorer(
  positives: PositiveSource,
  counts: Float64Array,
  products: DenseProducts,
  { lambda = 300 }: EaseOptions = {},
): Scorer {
  const items = counts.length;
  const weights = gramOf(positives, items, lambda);
  negateInverse(weights, items, products);
  intoWeights(weights, items);
  return {
    score({ users, history }, out) {
      for (let r = 0; r < users.length; r++) {
        const row = out.subarray(r * items, (r + 1) * items);
        for (let j = 0; j < items; j++) {
          row[j] = 1e-9 * counts[j];
        }
        const own = new Set(history.items.subarray(history.starts[users[r]], history.ends[users[r]]));
        addRows(weights, [...own], row);
      }
    },
  };
}

/** Adds those rows of the weights to `sum`, four at a time: the sum is read and written less often. */
function addRows(weights: Float32Array, rows: readonly number[], sum: Float32Array): void {
  const width = sum.length;
  let r = 0;
  for (; r + 3 < rows.length; r += 4) {
    const [a, b, c, d] = [rows[r] * width, rows[r + 1] * width, rows[r + 2] * width, rows[r + 3] * width];
    for (let j = 0; j < width; j++) {
      sum[j] += weights[a + j] + weights[b + j] + (weights[c + j] + weights[d + j]);
    }
  }
  for (; r < rows.length; r++) {
    const start = rows[r] * width;
    for (let j = 0; j < width; j++) {
      sum[j] += weights[start + j];
    }
  }
}

/** The lower triangle of `XT X + lambda I`: `[items, items]`, row by row. */
function gramOf(positives: PositiveSource, items: number, lambda: number): Float32Array {
  const gram = new Float32Array(items * items);
  const { offsets, columns } = distinctItems(positives);
  for (let u = 0; u + 1 < offsets.length; u++) {
    const own = columns.subarray(offsets[u], offsets[u + 1]).sort();
    for (let p = 0; p < own.length; p++) {
      const row = own[p] * items;
      for (let q = 0; q <= p; q++) {
        gram[row + own[q]]++;
      }
    }
  }
  for (let i = 0; i < items; i++) {
    gram[i * items + i] += lambda;
  }
  return gram;
}

/** Makes B of the lower triangle of -P, in place and in tiles: a column of a large matrix leaves the cache at each step. */
function intoWeights(matrix: Float32Array, items: number): void {
  const side = 64;
  const diagonal = Float32Array.from({ length: items }, (_, j) => -matrix[j * items + j]);
  for (let top = 0; top < items; top += side) {
    for (let left = 0; left <= top; left += side) {
      for (let i = top; i < Math.min(items, top + side); i++) {
        for (let j = left; j < Math.min(i, left + side); j++) {
          const negated = matrix[i * items + j];
          matrix[i * items + j] = negated / diagonal[j];
          matrix[j * items + i] = negated / diagonal[i];
        }
        matrix[i * items + i] = 0;
      }
    }
  }
}
