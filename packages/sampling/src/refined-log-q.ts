import { SamplingError } from './error.ts';

/** What the refined loss needs beside the scores. */
export interface RefinedLogQ {
  /** `[C]` `log Q_d`, normalised over all draws. */
  readonly logQ: Float32Array;
  /** `[B]` `Q_+`, the probability per draw of the row's own positive. */
  readonly positiveQ: Float32Array;
  /** `[B]` `log(1 - Q_+)`: row r's `log Q'_d` is `logQ[d] - logRest[r]`. */
  readonly logRest: Float32Array;
}

/**
 * The refined correction: the positive is given, not sampled, so negatives follow `Q'_d = Q_d / (1 - Q_+)`.
 *
 * The loss of row r with n negative columns left after masking is
 * `-sg(1 - P_+) [s_+ - log((1/n) sum_{d != +} exp(s_d - log Q'_d))]`,
 * where the logarithm is `logsumexp_{d != +}(s_d - logQ[d]) + logRest[r] - log n`.
 * Example: Q_d = 0.1 and Q_+ = 0.2 give Q'_d = 0.125. Source: "Correcting the LogQ Correction", RecSys 2025.
 *
 * @param logQ `[C]` of `drawCandidates`, not `none`; the first `rows` columns are the positives
 * @throws SamplingError where a positive has probability 1, so that nothing but it can be drawn
 */
export function refinedLogQ(logQ: Float32Array, rows: number): RefinedLogQ {
  const positiveQ = logQ.slice(0, rows).map(Math.exp);
  const certain = positiveQ.findIndex((q) => !(q < 1));
  if (certain >= 0) {
    throw new SamplingError(
      `refined logQ: the positive of row ${certain} has probability ${positiveQ[certain]} per draw, needs less than 1; set logQ to count or streaming, or add a uniform source`,
    );
  }
  return { logQ, positiveQ, logRest: positiveQ.map((q) => Math.log1p(-q)) };
}
