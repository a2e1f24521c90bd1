import type { Tensor } from '@tensorflow/tfjs-core';

/** Some records' scores, few enough to stay in cache from one kernel to the next. */
export interface ScoreBlock {
  /** `[rows, C + H]`: the shared candidates', then the record's own negatives'. Row r's positive is in column `start + r`. */
  readonly scores: Tensor;
  readonly start: number;
  readonly rows: number;
  /** C */
  readonly candidates: number;
  /** Flat (row, column) pairs that are no negatives: accidental hits and empty places. A pair may occur twice. */
  readonly masked: Int32Array;
  /** `[rows]`: each record's share of the batch's mean. */
  readonly shares: Float32Array;
}
