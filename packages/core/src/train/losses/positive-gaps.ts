import type { Tensor } from '@tensorflow/tfjs-core';
import { CoreError } from '../../error.ts';
import type { Engine } from '../engine.ts';
import { keepHardest } from './keep-hardest.ts';
import { countNegatives, maskedScore, noNegatives, positivePairs } from './masked-pairs.ts';
import type { ScoreBlock } from './score-block.ts';

export interface TripletOptions {
  /**
   * How many of the shared candidates a record meets: its k highest scoring ones, beside its private negatives. More than 2
   * of a batch's hardest teach the noise of unseen positives. Absent: all.
   */
  readonly hardest?: number;
}

export interface PositiveGaps {
  /** `[rows, C + H]`: `cos_d - cos+`, far below 0 where d is no negative. */
  readonly gaps: Tensor;
  /** `[rows]`: each record's share of the mean over its negatives, 0 where it has none. */
  readonly factors: Float32Array;
}

/** How far ahead of its record's positive each negative is. */
export function positiveGaps(engine: Engine, block: ScoreBlock, { hardest }: TripletOptions): PositiveGaps {
  const { ops, tf } = engine;
  const { scores, rows, shares } = block;
  const masked = ops.put(scores, noNegatives(block), maskedScore);
  const { negatives, counts } =
    hardest === undefined
      ? { negatives: masked, counts: countNegatives(block) }
      : keepHardest(engine, masked, block, hardest);
  const positives = tf.reshape(ops.pick(scores, positivePairs(block)), [rows, 1]);
  return {
    gaps: ops.subtract(negatives, positives),
    factors: shares.map((share, r) => (counts[r] === 0 ? 0 : share / counts[r])),
  };
}

/** Throws {@link CoreError} unless `hardest` is absent or a whole number from 1. */
export function checkHardest(kind: string, { hardest }: TripletOptions): void {
  if (hardest !== undefined && !(Number.isInteger(hardest) && hardest >= 1)) {
    throw new CoreError(`loss ${kind}: hardest is ${hardest}; give a whole number from 1, or leave it out`);
  }
}
