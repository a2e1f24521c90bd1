import { CoreError } from '../../error.ts';
import type { Loss } from './loss.ts';
import { overScores } from './over-scores.ts';
import { softmaxOfNegatives } from './softmax-of-negatives.ts';

export interface BslOptions {
  /**
   * Weight of the negatives' side, the ratio of the two temperatures. Below 1 negatives hardly count; 1.06 to 1.32 in the
   * paper; far above 2 only pushing away is learnt. Default 1.22.
   */
  readonly c?: number;
}

/**
 * Bilateral softmax loss (Wu et al. 2024): `L = -s+ / tau + c log((1/n) sum_d exp(s_d / tau - logQ_d))` over the n negatives
 * d that a record meets. The positive is no part of the sum, so a well-ranked one keeps being pulled; nor is it corrected.
 *
 * Worked: positive at cosine 1, negatives at 0 and -1, tau 1, c 2: `-1 + 2 log((1 + 1/e) / 2) = -1.7598`.
 *
 * It is not the `multi` mode of the authors' code, which averages a user's positives inside the logarithm: here each
 * positive is a record of its own.
 *
 * Shapes as in `softmaxLoss`. With p the softmax over the negatives: `dL/ds+ = -1`, `dL/ds_d = c p_d`. The loss may be
 * negative. A record without negatives counts `-s+ / tau`. Throws {@link CoreError} where c is not positive.
 */
export function bslLoss({ c = 1.22 }: BslOptions = {}): Loss {
  if (!(c > 0)) throw new CoreError(`loss bsl: c is ${c}; give a positive number, such as 1.22`);
  return (engine, input) =>
    overScores(engine, input, { temperature: input.temperature, corrected: true }, (block) => {
      const { start, rows, shares } = block;
      const { probabilities, logMeans, positives } = softmaxOfNegatives(engine, block);
      const factors = new Float32Array(rows);
      let loss = 0;
      for (let r = 0; r < rows; r++) {
        loss -= shares[r] * (positives[r] + input.logQ[start + r]);
        if (logMeans[r] === Number.NEGATIVE_INFINITY) continue;
        loss += shares[r] * c * logMeans[r];
        factors[r] = shares[r] * c;
      }
      return { loss, negatives: probabilities, factors, positives: shares.map((share) => -share) };
    });
}
