import type { Tensor } from '@tensorflow/tfjs-core';
import type { Engine } from '../engine.ts';

/** The scores of private negatives, where each record meets H items of its own. */
export interface OwnScores {
  /** `[rows, H]` scores of records `start` to `start + rows`. */
  forward(start: number, rows: number): Tensor;
  /**
   * From a gradient by score `[rows, H]` and users times their factors `[rows, dim]`: `pull` `[rows, dim]` of the users
   * (before their factors) and `push` `[rows * H, dim]` of the items.
   */
  backward(negatives: Tensor, weightedUsers: Tensor, start: number, rows: number): OwnGradients;
}

export interface OwnGradients {
  readonly pull: Tensor;
  readonly push: Tensor;
}

/**
 * `s_ih = u_i . v_ih - logQ_ih` over items `[B * H, dim]` in the records' order, users `[B, dim]` already divided by the
 * temperature, logQ `[B * H]`.
 */
export function ownScores(
  { tf, ops }: Engine,
  users: Tensor,
  items: Tensor,
  perRow: number,
  logQ: Float32Array,
): OwnScores {
  const dim = users.shape[1] ?? 0;
  const itemsOf = (start: number, rows: number) =>
    tf.reshape(tf.slice(items, [start * perRow, 0], [rows * perRow, dim]), [rows, perRow, dim]);
  return {
    forward: (start, rows) => {
      const user = tf.reshape(tf.slice(users, [start, 0], [rows, dim]), [rows, 1, dim]);
      const cosines = tf.sum(ops.multiply(itemsOf(start, rows), user), 2);
      const correction = logQ.subarray(start * perRow, (start + rows) * perRow);
      return ops.subtract(cosines, tf.tensor2d(correction, [rows, perRow]));
    },
    backward: (negatives, weightedUsers, start, rows) => {
      const each = tf.reshape(negatives, [rows, perRow, 1]);
      const push = ops.multiply(tf.reshape(weightedUsers, [rows, 1, dim]), each);
      return {
        pull: tf.sum(ops.multiply(itemsOf(start, rows), each), 1),
        push: tf.reshape(push, [rows * perRow, dim]),
      };
    },
  };
}
