import type { Tensor } from '@tensorflow/tfjs-core';
import type { Engine } from '../engine.ts';
import type { LossInput, LossOutput } from './loss.ts';
import { maskedScore, positivePairs } from './masked-pairs.ts';
import { overScores } from './over-scores.ts';
import type { ScoreBlock } from './score-block.ts';

/** Where float32 ends: a record counts for at most `-log` of it, 87. */
const smallest = 1.2e-38;

/**
 * Listwise softmax with sampling correction (Yi et al. 2019): `s_ij = u_i . v_j / tau - logQ_j`,
 * `L = sum_i w_i (log sum_j e^{s_ij} - s_ii) / sum_i w_i`, in nats, j over the shared candidates and i's own negatives, without
 * the accidental hits. At tau 1 without correction, the plain softmax over cosines.
 *
 * Worked: one user equal to its item, one opposite candidate, tau 1, no logQ: `log(e + 1/e) - 1 = 0.1269`.
 *
 * Shapes: users `[B, dim]`, items `[C + B * H, dim]`, the gradients alike. With P the softmax, `dL/ds_ij = w_i (P_ij - [j = i]) / sum w`.
 */
export function softmaxLoss(engine: Engine, input: LossInput): LossOutput {
  const { ops } = engine;
  return overScores(engine, input, { temperature: input.temperature, corrected: true }, (block) => {
    const { rows, masked, shares } = block;
    const scores = input.positiveLogQ ? correctPositives(engine, input, block) : block.scores;
    const p = ops.softmax(masked.length > 0 ? ops.put(scores, masked, maskedScore) : scores);
    const own = ops.pick(p, positivePairs(block)).dataSync();
    let loss = 0;
    for (let r = 0; r < rows; r++) loss -= shares[r] * Math.log(Math.max(own[r], smallest));
    return { loss, negatives: p, factors: shares, positives: shares.map((share) => -share) };
  });
}

/** The scores with the positives' own correction in place of their columns'. */
function correctPositives(
  { ops }: Engine,
  { logQ, positiveLogQ = logQ }: LossInput,
  block: ScoreBlock,
): Tensor {
  const { scores, start } = block;
  const own = ops.pick(scores, positivePairs(block)).dataSync<'float32'>();
  return ops.put(
    scores,
    positivePairs(block),
    own.map((score, r) => score + logQ[start + r] - positiveLogQ[start + r]),
  );
}
