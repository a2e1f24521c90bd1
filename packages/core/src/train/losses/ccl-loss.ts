import { CoreError } from '../../error.ts';
import type { Loss } from './loss.ts';
import { countNegatives, maskedScore, noNegatives, positivePairs } from './masked-pairs.ts';
import { overScores } from './over-scores.ts';

export interface CclOptions {
  /** Cosine up to which a negative costs nothing. Near 1 nothing is pushed; below 0 even unlike items are. Default 0.4. */
  readonly margin?: number;
  /** Of all negatives together against the positive: too small lets everything grow alike. Default 150, as for hundreds of negatives. */
  readonly weight?: number;
}

/**
 * Cosine contrastive loss (SimpleX, Mao et al. 2021): `L = (1 - cos+) + (w / n) sum_d max(0, cos_d - m)` over the n
 * negatives d that a record meets. Knows neither temperature nor logQ.
 *
 * Worked: positive at cosine 0.8, negatives at 0.6 and 0, m 0.4, w 3: `0.2 + (3 / 2) 0.2 = 0.5`.
 *
 * Shapes as in `softmaxLoss`. `dL/dcos+ = -1`; `dL/dcos_d = w / n` above the margin, 0 at it and below.
 * Throws {@link CoreError} for a margin outside -1 to 1 or a weight that is not positive.
 */
export function cclLoss({ margin = 0.4, weight = 150 }: CclOptions = {}): Loss {
  if (!(margin >= -1 && margin <= 1))
    throw new CoreError(`loss ccl: margin is ${margin}; a cosine lies in -1 to 1`);
  if (!(weight > 0)) throw new CoreError(`loss ccl: weight is ${weight}; give a positive number`);
  return (engine, input) =>
    overScores(engine, input, {}, (block) => {
      const { tf, ops } = engine;
      const { scores, rows, shares } = block;
      const positives = ops.pick(scores, positivePairs(block)).dataSync();
      const negatives = ops.put(scores, noNegatives(block), maskedScore);
      const above = ops.relu(ops.subtract(negatives, tf.scalar(margin)));
      const sums = ops.sumOfRows(above).dataSync();
      const counts = countNegatives(block);
      const factors = new Float32Array(rows);
      let loss = 0;
      for (let r = 0; r < rows; r++) {
        factors[r] = counts[r] === 0 ? 0 : (shares[r] * weight) / counts[r];
        loss += shares[r] * (1 - positives[r]) + factors[r] * sums[r];
      }
      return { loss, negatives: ops.sign(above), factors, positives: shares.map((share) => -share) };
    });
}
