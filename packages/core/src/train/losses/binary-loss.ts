import { CoreError } from '../../error.ts';
import type { Engine } from '../engine.ts';
import type { Loss, LossInput, LossOutput } from './loss.ts';
import { countNegatives, maskedScore, noNegatives, positivePairs } from './masked-pairs.ts';
import { overPairs, type PairLoss } from './over-pairs.ts';
import { overScores } from './over-scores.ts';

export interface BinaryOptions {
  /** `cross-entropy` over `cos / tau`, or `squared`: the cosine towards +1 and -1. Default `cross-entropy`. */
  readonly form?: 'cross-entropy' | 'squared';
  /**
   * How many of the candidates each record meets, 2 or 3: those in `batch.chosen`. Many more than that and almost all the
   * gradient is pushing away. Absent or null: all candidates, their mean counting as one.
   */
  readonly perPositive?: number | null;
}

/**
 * Pointwise: each pair on its own is a yes or a no. With s = cos / tau:
 * cross-entropy `L = log(1 + e^{-s+}) + sum_d log(1 + e^{s_d})`, squared `L = (1 - cos+)^2 + sum_d (1 + cos_d)^2`, d over the
 * chosen candidates and the record's own negatives; over all candidates (`perPositive` absent) `1/n sum_d`. No logQ.
 *
 * Worked, positive at cosine 0.8 and chosen negatives at 0 and -1, tau 1: squared `0.04 + 1 + 0 = 1.04`; cross-entropy
 * `0.3711 + 0.6931 + 0.3133 = 1.3775`. Without choosing: `0.04 + 0.5 = 0.54` and `0.3711 + 0.5032 = 0.8743`.
 *
 * Shapes as in `softmaxLoss`. Throws {@link CoreError} where `batch.chosen` does not hold `perPositive` a record.
 */
export function binaryLoss({ form = 'cross-entropy', perPositive = null }: BinaryOptions = {}): Loss {
  if (perPositive !== null && !(Number.isInteger(perPositive) && perPositive >= 1)) {
    throw new CoreError(`loss binary: perPositive is ${perPositive}; give a whole number from 1, or null`);
  }
  return (engine, input) => {
    if (perPositive === null) return overAll(engine, input, form);
    const { chosen, users, temperature } = input;
    const places = users.shape[0] * perPositive;
    if (chosen?.length !== places) {
      throw new CoreError(
        `loss binary: batch.chosen holds ${chosen?.length ?? 'no'} columns; ${users.shape[0]} records of ${perPositive} need ${places}; draw with drawPerPositive of @twotower/sampling`,
      );
    }
    return form === 'squared'
      ? { ...overPairs(engine, input, chosen, 1, squared), logTemperature: undefined }
      : overPairs(engine, input, chosen, temperature, entropy);
  };
}

const entropy: PairLoss = {
  positive: (s) => ({ loss: softplus(-s), gradient: -sigmoid(-s) }),
  negative: (s) => ({ loss: softplus(s), gradient: sigmoid(s) }),
};

const squared: PairLoss = {
  positive: (s) => ({ loss: (1 - s) ** 2, gradient: -2 * (1 - s) }),
  negative: (s) => ({ loss: (1 + s) ** 2, gradient: 2 * (1 + s) }),
};

/** The mean over all candidates, with the kernels of the engine. */
function overAll(engine: Engine, input: LossInput, form: 'cross-entropy' | 'squared'): LossOutput {
  const { tf, ops } = engine;
  const [pair, scoring] = form === 'squared' ? [squared, {}] : [entropy, { temperature: input.temperature }];
  return overScores(engine, input, scoring, (block) => {
    const { scores, shares } = block;
    const positives = Array.from(ops.pick(scores, positivePairs(block)).dataSync(), pair.positive);
    const counts = countNegatives(block);
    const means = shares.map((share, r) => (counts[r] === 0 ? 0 : share / counts[r]));
    const { losses, gradients, times } = form === 'squared' ? squares() : entropies();
    const sums = ops.sumOfRows(losses).dataSync();
    return {
      loss: positives.reduce((sum, { loss }, r) => sum + shares[r] * loss + means[r] * sums[r], 0),
      negatives: gradients,
      factors: means.map((mean) => times * mean),
      positives: shares.map((share, r) => share * positives[r].gradient),
    };

    function entropies() {
      const negatives = ops.put(scores, noNegatives(block), maskedScore);
      return { losses: ops.softplus(negatives), gradients: ops.sigmoid(negatives), times: 1 };
    }

    function squares() {
      const above = ops.add(ops.put(scores, noNegatives(block), -1), tf.scalar(1));
      return { losses: ops.multiply(above, above), gradients: above, times: 2 };
    }
  });
}

function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
