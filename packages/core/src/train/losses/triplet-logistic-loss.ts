import { CoreError } from '../../error.ts';
import type { Loss } from './loss.ts';
import { overScores } from './over-scores.ts';
import { checkHardest, positiveGaps, type TripletOptions } from './positive-gaps.ts';

export interface TripletLogisticOptions extends TripletOptions {
  /** How sharply a negative ahead is told from one behind: too small sees no difference between cosines, far too large is the hinge at 0. Default 10. */
  readonly sigma?: number;
}

/**
 * Pairwise logistic: `L = (1/n) sum_d log(1 + e^{sigma (cos_d - cos+)})` over the n negatives d that a record meets: the
 * other candidates, or the hardest of them, and its own. Knows neither temperature nor logQ.
 *
 * Worked: positive at cosine 1, one negative at 0, sigma 2: `log(1 + e^-2) = 0.1269`.
 *
 * Shapes as in `softmaxLoss`. `dL/dcos_d = (sigma / n) sigmoid(sigma (cos_d - cos+))`, and minus their sum for cos+.
 * Throws {@link CoreError} for a sigma that is not positive or a `hardest` below 1.
 */
export function tripletLogisticLoss(options: TripletLogisticOptions = {}): Loss {
  const { sigma = 10 } = options;
  if (!(sigma > 0)) throw new CoreError(`loss triplet-logistic: sigma is ${sigma}; give a positive number`);
  checkHardest('triplet-logistic', options);
  return (engine, input) =>
    overScores(engine, input, {}, (block) => {
      const { tf, ops } = engine;
      const { gaps, factors } = positiveGaps(engine, block, options);
      const scaled = ops.multiply(gaps, tf.scalar(sigma));
      const negatives = ops.sigmoid(scaled);
      const sums = ops.sumOfRows(ops.softplus(scaled)).dataSync();
      const within = ops.sumOfRows(negatives).dataSync();
      return {
        loss: factors.reduce((loss, factor, r) => loss + factor * sums[r], 0),
        negatives,
        factors: factors.map((factor) => factor * sigma),
        positives: factors.map((factor, r) => -factor * sigma * within[r]),
      };
    });
}
