import type { Tensor } from '@tensorflow/tfjs-core';
import type { Engine } from '../engine.ts';
import { countNegatives, maskedScore, noNegatives, positivePairs } from './masked-pairs.ts';
import type { ScoreBlock } from './score-block.ts';

export interface NegativeSoftmax {
  /** `[rows, C + H]`, positives and masked pairs exactly 0 where a row has a negative. */
  readonly probabilities: Tensor;
  /** `[rows]`: `log((1/n) sum_d e^{s_d})` over a row's n negatives; -Infinity where it has none. */
  readonly logMeans: Float64Array;
  /** `[rows]` scores of the positives. */
  readonly positives: Float32Array;
}

/**
 * The softmax over a block's negatives alone, the positive left out. The sum comes from the largest score m and its
 * probability: `log sum_d e^{s_d} = m - log p_m`, so that the fast softmax kernel serves.
 */
export function softmaxOfNegatives({ ops }: Engine, block: ScoreBlock): NegativeSoftmax {
  const { scores, rows } = block;
  const positives = ops.pick(scores, positivePairs(block)).dataSync<'float32'>();
  const negatives = ops.put(scores, noNegatives(block), maskedScore);
  const probabilities = ops.softmax(negatives);
  const highest = ops.maxOfRows(negatives).dataSync();
  const likeliest = ops.maxOfRows(probabilities).dataSync();
  const counts = countNegatives(block);
  const logMeans = new Float64Array(rows);
  for (let r = 0; r < rows; r++) {
    logMeans[r] =
      counts[r] === 0 ? Number.NEGATIVE_INFINITY : highest[r] - Math.log(likeliest[r]) - Math.log(counts[r]);
  }
  return { probabilities, logMeans, positives };
}
