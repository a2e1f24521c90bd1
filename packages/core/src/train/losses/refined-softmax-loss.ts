import type { Engine } from '../engine.ts';
import type { LossInput, LossOutput } from './loss.ts';
import { overScores } from './over-scores.ts';
import { softmaxOfNegatives } from './softmax-of-negatives.ts';

/**
 * Softmax whose sampling correction leaves the positive out, because it was not sampled (RecSys 2025, "Correcting the LogQ
 * Correction"): over the n negatives d that a record meets, `m = log((1/n) sum_d exp(s_d - log Q'_d))`, `Q'_d = Q_d / (1 - Q+)`,
 * `L = -(1 - P+) (s+ - m)` with `P+ = e^{s+} / (e^{s+} + e^m)`; no gradient flows through `1 - P+`.
 *
 * Q must be a probability per draw: a constant in it does not cancel here. Without correction pass logQ 0; the
 * positive's share is then taken as 0 and the loss is that of a mean over negatives.
 *
 * Worked: positive at cosine 1, one negative at -1, tau 1, logQ 0: `P+ = e / (e + 1/e) = 0.8808`, `L = -0.1192 * 2 = -0.2384`.
 * With Q = 1/4 each: `m = -1 + log 4 + log 3/4 = 0.0986`, `P+ = 0.7112`, `L = -0.2888 * 0.9014 = -0.2603`.
 *
 * The loss may be negative and need not fall, as its weight changes; its gradient is `dL/ds+ = -(1 - P+)` and
 * `dL/ds_d = (1 - P+) softmax_d`. Shapes as in `softmaxLoss`. A record without negatives counts 0.
 */
export function refinedSoftmaxLoss(engine: Engine, input: LossInput): LossOutput {
  const { logQ, temperature } = input;
  return overScores(engine, input, { temperature, corrected: true }, (block) => {
    const { start, rows, shares } = block;
    const { probabilities, logMeans, positives } = softmaxOfNegatives(engine, block);
    const factors = new Float32Array(rows);
    let loss = 0;
    for (let r = 0; r < rows; r++) {
      if (logMeans[r] === Number.NEGATIVE_INFINITY) continue;
      const own = logQ[start + r];
      const ahead = positives[r] + own - (logMeans[r] + logOfRest(own));
      factors[r] = shares[r] / (1 + Math.exp(ahead));
      loss -= factors[r] * ahead;
    }
    return { loss, negatives: probabilities, factors, positives: factors.map((factor) => -factor) };
  });
}

/** `log(1 - Q)`. Q = 1 (and logQ 0, no correction) leaves nothing to correct. */
function logOfRest(logQ: number): number {
  return logQ < 0 ? Math.log1p(-Math.exp(logQ)) : 0;
}
