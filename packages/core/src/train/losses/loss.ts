import type { Tensor } from '@tensorflow/tfjs-core';
import type { Engine } from '../engine.ts';

/**
 * What a batch is judged by: a pure function of vectors. Runs inside a tidy; what it returns outlives it.
 * Gradients are those of `loss`, written by hand.
 */
export type Loss = (engine: Engine, input: LossInput) => LossOutput;

export interface LossInput {
  /** Unit vectors `[B, dim]`. */
  readonly users: Tensor;
  /**
   * Unit vectors `[C + B * H, dim]`: first the B positives in the users' order, then the other candidates that all
   * records share, then record 0's H private negatives, record 1's, and so on.
   */
  readonly items: Tensor;
  /** `[C + B * H]` log of each item's sampling probability, one a row of `items`; all 0 for no correction. */
  readonly logQ: Float32Array;
  /**
   * `[B]` what the plain softmax takes off each record's own positive instead of its column's `logQ`: the two differ where
   * the columns hold the whole catalogue, and the positive's item again among it.
   */
  readonly positiveLogQ?: Float32Array;
  /** `[B]` weights of the records in the mean; their sum must be positive. */
  readonly weights: Float32Array;
  /** Flat (record, column) pairs that do not count as negatives; columns of the C shared candidates. */
  readonly hits: Int32Array;
  readonly own?: OwnNegatives;
  /** See `TrainBatch.chosen`. */
  readonly chosen?: Int32Array;
  /** Divides the similarity in the losses that know a temperature. */
  readonly temperature: number;
  /** Asks for {@link LossOutput.logTemperature}. */
  readonly learnTemperature?: boolean;
}

/** Negatives that a record is told apart from alone: hard ones, from the log or mined from the index. */
export interface OwnNegatives {
  /** H: how many places each record has for them. */
  readonly perRow: number;
  /** `[B * H]`: 0 where a place is empty (the item there is not looked at); absent where all are taken. */
  readonly present?: Uint8Array;
}

export interface LossOutput {
  /** Weighted mean over the batch. */
  readonly loss: number;
  /** Gradient of the loss `[B, dim]`. */
  readonly users: Tensor;
  /** Gradient of the loss `[C + B * H, dim]`. */
  readonly items: Tensor;
  /** Gradient by the log of the temperature, where it was asked for and the loss has one. */
  readonly logTemperature?: number;
}
