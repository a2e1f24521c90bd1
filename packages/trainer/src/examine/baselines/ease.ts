import type { PositiveSource } from '../../prepare/positives.ts';
import type { Scorer } from '../scorer.ts';
import { type BlockProduct, plainProduct } from './block-product.ts';
import { distinctItems } from './distinct-pairs.ts';
import { negateInverse, SymmetricBlocks } from './symmetric-blocks.ts';

export interface EaseOptions {
  /** Too small overfits rare items, too large comes down to popularity; default 300. */
  readonly lambda?: number;
  /** How blocks are multiplied; default in plain loops. */
  readonly product?: BlockProduct;
}

/**
 * EASE, the linear autoencoder in closed form: `P = inv(XT X + lambda I)` over the 0/1 matrix X of users and items,
 * `B_ij = -P_ij / P_jj` and 0 on the diagonal; a user's score for item j is `sum_i B_ij` over the user's items.
 * Popularity, scaled down, breaks ties and serves users without history. Source: Steck 2019, "Embarrassingly shallow
 * autoencoders for sparse data". Memory: 6 bytes times items^2 while it is fitted, 4 afterwards.
 *
 * @throws TrainerError where lambda is too small for float32
 */
export function easeScorer(
  positives: PositiveSource,
  counts: Float64Array,
  { lambda = 300, product = plainProduct }: EaseOptions = {},
): Scorer {
  const items = counts.length;
  const weights = itemWeights(positives, items, lambda, product);
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

/** B, row-major `[items, items]`. */
function itemWeights(
  positives: PositiveSource,
  items: number,
  lambda: number,
  product: BlockProduct,
): Float32Array {
  const weights = negatedInverse(positives, items, lambda, product).toDense();
  const diagonal = Float32Array.from({ length: items }, (_, j) => weights[j * items + j]);
  for (let i = 0; i < items; i++) {
    for (let j = 0; j < items; j++) {
      // Both are negated: -P_ij / P_jj.
      weights[i * items + j] /= -diagonal[j];
    }
    weights[i * items + i] = 0;
  }
  return weights;
}

function negatedInverse(
  positives: PositiveSource,
  items: number,
  lambda: number,
  product: BlockProduct,
): SymmetricBlocks {
  const gram = new SymmetricBlocks(items);
  const { offsets, columns } = distinctItems(positives);
  for (let u = 0; u + 1 < offsets.length; u++) {
    const own = columns.subarray(offsets[u], offsets[u + 1]).sort();
    for (let p = 0; p < own.length; p++) {
      for (let q = 0; q <= p; q++) {
        gram.add(own[p], own[q], 1);
      }
    }
  }
  for (let i = 0; i < items; i++) {
    gram.add(i, i, lambda);
  }
  negateInverse(gram, product);
  return gram;
}
