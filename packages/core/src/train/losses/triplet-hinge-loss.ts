import { CoreError } from '../../error.ts';
import type { Loss } from './loss.ts';
import { overScores } from './over-scores.ts';
import { checkHardest, positiveGaps, type TripletOptions } from './positive-gaps.ts';

export interface TripletHingeOptions extends TripletOptions {
  /** By how much the positive's cosine must lead. Near 0 little is learnt; near 2 nothing is ever good enough. Default 1. */
  readonly margin?: number;
}

/**
 * Pairwise hinge: `L = (1/n) sum_d max(0, cos_d + m - cos+)` over the n negatives d that a record meets: the other
 * candidates, or the hardest of them, and its own. Knows neither temperature nor logQ.
 *
 * Worked: positive at cosine 0.8, negatives at 0.6 and -0.5, m 1: `(0.8 + 0) / 2 = 0.4`.
 *
 * Shapes as in `softmaxLoss`. `dL/dcos_d = 1/n` and `dL/dcos+ = -1/n` for every negative within the margin.
 * Throws {@link CoreError} for a margin that is negative or a `hardest` below 1.
 */
export function tripletHingeLoss(options: TripletHingeOptions = {}): Loss {
  const { margin = 1 } = options;
  if (!(margin >= 0)) throw new CoreError(`loss triplet-hinge: margin is ${margin}; give 0 or more`);
  checkHardest('triplet-hinge', options);
  return (engine, input) =>
    overScores(engine, input, {}, (block) => {
      const { tf, ops } = engine;
      const { gaps, factors } = positiveGaps(engine, block, options);
      const above = ops.relu(ops.add(gaps, tf.scalar(margin)));
      const negatives = ops.sign(above);
      const sums = ops.sumOfRows(above).dataSync();
      const within = ops.sumOfRows(negatives).dataSync();
      return {
        loss: factors.reduce((loss, factor, r) => loss + factor * sums[r], 0),
        negatives,
        factors,
        positives: factors.map((factor, r) => -factor * within[r]),
      };
    });
}
