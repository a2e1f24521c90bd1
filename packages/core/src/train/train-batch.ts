import type { TowerBatch } from '@twotower/features';
import type { OwnNegatives } from './losses/loss.ts';

/** One batch of positives and the candidates they are told apart from. */
export interface TrainBatch {
  /** B users. */
  readonly users: TowerBatch;
  /**
   * C + B * H items. The first B are the users' positives, in the users' order; up to C candidates that all users share;
   * then, with {@link own}, H private negatives of user 0, H of user 1, and so on.
   */
  readonly items: TowerBatch;
  /**
   * `[C + B * H]` log of each item's sampling probability per draw; all 0 for no correction. A private negative that is
   * surely there, among n draws in all, has `-log n`.
   */
  readonly logQ: Float32Array;
  /** `[B]`, see `LossInput.positiveLogQ`; absent: the positives' `logQ`. */
  readonly positiveLogQ?: Float32Array;
  /** `[B]` weight of each record in the mean. */
  readonly weights: Float32Array;
  /**
   * Multiplies the gradients of the loss, but for self-supervision's; default 1. They are those of a mean, so a batch of few records moves rows more a record than one of
   * many: `B / size` gives each the say that it has in a batch of `size`.
   */
  readonly scale?: number;
  /** Flat (record, candidate) pairs that do not count as negatives: accidental hits among the C shared candidates. */
  readonly hits: Int32Array;
  /**
   * `[K, dim]` vectors of candidates that no tower computes, such as those of past batches: they are the last K of the C
   * shared candidates and have their places in `logQ` and `hits`, but not in `items`. No gradient reaches them.
   */
  readonly constants?: Float32Array;
  /** Is given the positives' vectors `[B, dim]` as they were in the step. */
  readonly onPositives?: (vectors: Float32Array) => void;
  /** Private negatives, absent for none. Their places are in every record; empty ones hold any item and are marked. */
  readonly own?: OwnNegatives;
  /** `[B * n]` columns of the candidates each record meets in a pointwise loss, -1 for none; see `drawPerPositive` of `@twotower/sampling`. */
  readonly chosen?: Int32Array;
  /** Two views of some items for self-supervision. */
  readonly views?: ItemViews;
}

/** The same S items twice, each time with other features masked. */
export interface ItemViews {
  readonly first: TowerBatch;
  readonly second: TowerBatch;
  /** Flat pairs of places that hold the same item: no negatives of each other. Absent where all items differ. */
  readonly hits?: Int32Array;
}
