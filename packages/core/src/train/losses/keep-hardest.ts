import type { Tensor } from '@tensorflow/tfjs-core';
import type { Engine } from '../engine.ts';
import { maskedScore } from './masked-pairs.ts';
import type { ScoreBlock } from './score-block.ts';

export interface Kept {
  /** `[rows, C + H]`: the negatives' scores, all others masked. */
  readonly negatives: Tensor;
  /** `[rows]`: how many they are. */
  readonly counts: Int32Array;
}

/**
 * Of the shared negatives only each row's k highest scoring ones, beside all private ones: `negatives` are the block's
 * scores after masking, `[rows, C + H]`. At most 2 in-batch hard ones a positive are of use (Huang et al. 2020).
 */
export function keepHardest({ tf }: Engine, negatives: Tensor, block: ScoreBlock, k: number): Kept {
  const { rows, candidates, masked } = block;
  const columns = negatives.shape[1] ?? 0;
  const shared = columns === candidates ? negatives : tf.slice(negatives, [0, 0], [rows, candidates]);
  const places = Math.min(k, candidates);
  const { values, indices } = tf.topk(shared, places);
  const scores = values.dataSync();
  const pairs = new Int32Array(2 * rows * places);
  const counts = new Int32Array(rows).fill(columns - candidates);
  indices.dataSync().forEach((column, i) => {
    const row = Math.floor(i / places);
    pairs[2 * i] = row;
    pairs[2 * i + 1] = column;
    if (scores[i] > maskedScore / 2) counts[row]++;
  });
  for (let m = 0; m < masked.length; m += 2) if (masked[m + 1] >= candidates) counts[masked[m]]--;
  const hardest = tf.tensorScatterUpdate(
    tf.fill([rows, candidates], maskedScore),
    tf.tensor2d(pairs, [rows * places, 2], 'int32'),
    tf.reshape(values, [rows * places]),
  );
  return {
    negatives:
      columns === candidates
        ? hardest
        : tf.concat([hardest, tf.slice(negatives, [0, candidates], [rows, columns - candidates])], 1),
    counts,
  };
}
