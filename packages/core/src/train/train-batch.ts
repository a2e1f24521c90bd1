import type { TowerBatch } from '@twotower/features';

/** One batch of positives and the candidates they are told apart from. */
export interface TrainBatch {
  /** B users. */
  readonly users: TowerBatch;
  /** C >= B candidates; the first B are the users' positives, in the users' order. */
  readonly items: TowerBatch;
  /** `[C]` log of each candidate's sampling probability; all 0 for no correction. */
  readonly logQ: Float32Array;
  /** `[B]` weight of each record in the mean. */
  readonly weights: Float32Array;
  /** Flat (record, candidate) pairs that do not count as negatives: accidental hits. */
  readonly hits: Int32Array;
}
