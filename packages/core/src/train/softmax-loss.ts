import type * as tfjs from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { CoreError } from '../error.ts';
import type { Engine } from './engine.ts';

export interface SoftmaxInput {
  /** Unit vectors `[B, dim]`. */
  readonly users: Tensor;
  /** Unit vectors `[C, dim]`; the first B are the positives. */
  readonly items: Tensor;
  /** `[C]` log sampling probabilities. */
  readonly logQ: Float32Array;
  /** `[B]` weights; their sum must be positive. */
  readonly weights: Float32Array;
  /** Flat (record, candidate) pairs left out of the sum. */
  readonly hits: Int32Array;
  readonly temperature: number;
}

export interface SoftmaxOutput {
  /** Weighted mean over the batch, in nats; a record counts for at most 87, where float32 ends. */
  readonly loss: number;
  /** Gradients of the loss: `[B, dim]` and `[C, dim]`. */
  readonly users: Tensor;
  readonly items: Tensor;
}

/** Logit of an accidental hit: its probability is exactly 0, and with it its gradient. */
const masked = -1e9;
const smallest = 1.2e-38;

/** Logits worked on at once: 4 MB, so that they stay in cache from one kernel to the next. */
const blockSize = 1 << 20;

/**
 * In-batch softmax with sampling correction (Yi et al. 2019): `s_ij = u_i . v_j / tau - logQ_j`,
 * `L = sum_i w_i (log sum_j e^{s_ij} - s_ii) / sum_i w_i`, j over the candidates of i that are no accidental hits.
 *
 * Worked: one user equal to its item, one opposite candidate, tau 1, no logQ: `log(e + 1/e) - 1 = 0.1269`.
 *
 * With P the softmax, y the positive and `c_i = w_i / (tau sum w)`: `dU_i = c_i (P_i V - V_i)`, `dV = PT (c U) - (c U)` on
 * the first B rows, so no one-hot and no difference of `[B, C]` is formed. logQ rides in the product: `[u / tau, 1] . [v, -logQ]`.
 */
export function softmaxLoss({ tf, ops }: Engine, input: SoftmaxInput): SoftmaxOutput {
  const { users, items, weights, temperature } = input;
  const [size, dim] = users.shape;
  const candidates = items.shape[0];
  const totalWeight = checkInput(input, size, candidates);

  const scales = weights.map((weight) => weight / (temperature * totalWeight));
  const scale = tf.tensor2d(scales, [size, 1]);
  const scaledUsers = ops.multiply(users, scale);
  const left = tf.concat([ops.multiply(users, tf.scalar(1 / temperature)), tf.ones([size, 1])], 1);
  const right = tf.concat(
    [
      items,
      tf.tensor2d(
        input.logQ.map((q) => -q),
        [candidates, 1],
      ),
    ],
    1,
  );

  const blocks = Math.max(1, Math.ceil((size * candidates) / blockSize));
  const rows = Math.ceil(size / blocks);
  const pulls: Tensor[] = [];
  let pushes: Tensor | undefined;
  let loss = 0;
  for (let start = 0; start < size; start += rows) {
    const count = Math.min(rows, size - start);
    const whole = count === size;
    const block = (x: Tensor) => (whole ? x : tf.slice(x, [start, 0], [count, x.shape[1] ?? 1]));

    let logits = ops.matMulRightTransposed(block(left), right);
    const hits = hitsWithin(input.hits, start, start + count);
    if (hits.length > 0) logits = replace(logits, ops.put(logits, hits, masked));
    const p = replace(logits, ops.softmax(logits));

    const own = ops.pick(p, diagonal(start, count)).dataSync();
    for (let r = 0; r < count; r++) loss -= weights[start + r] * Math.log(Math.max(own[r], smallest));
    pulls.push(ops.matMul(p, items));
    const push = ops.matMulLeftTransposed(p, block(scaledUsers));
    pushes = pushes === undefined ? push : ops.add(pushes, push);
    p.dispose();
  }

  const positives = candidates === size ? items : tf.slice(items, [0, 0], [size, dim]);
  const pull = pulls.length === 1 ? pulls[0] : tf.concat(pulls, 0);
  const own =
    candidates === size
      ? scaledUsers
      : tf.pad(scaledUsers, [
          [0, candidates - size],
          [0, 0],
        ]);
  return {
    loss: loss / totalWeight,
    users: ops.multiply(ops.subtract(pull, positives), scale),
    items: pushes === undefined ? own : ops.subtract(pushes, own),
  };
}

function checkInput({ logQ, weights, hits }: SoftmaxInput, size: number, candidates: number): number {
  if (candidates < size || logQ.length !== candidates || weights.length !== size) {
    throw new CoreError(
      `batch: ${size} users, ${candidates} items, ${logQ.length} logQ, ${weights.length} weights; items hold the positives first, logQ is one an item, weights one a user`,
    );
  }
  for (let h = 0; h < hits.length; h += 2) {
    const [row, column] = [hits[h], hits[h + 1]];
    if (row === column || row < 0 || row >= size || column < 0 || column >= candidates) {
      throw new CoreError(
        `hits: pair (${row}, ${column}) is a record's own positive or outside [${size}, ${candidates}]`,
      );
    }
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0))
    throw new CoreError(`weights: sum to ${total}; at least one record needs a positive weight`);
  return total;
}

/** The pairs of rows `start` to `end`, counted from `start`. */
function hitsWithin(hits: Int32Array, start: number, end: number): Int32Array {
  const within: number[] = [];
  for (let h = 0; h < hits.length; h += 2) {
    if (hits[h] >= start && hits[h] < end) within.push(hits[h] - start, hits[h + 1]);
  }
  return Int32Array.from(within);
}

function diagonal(start: number, count: number): Int32Array {
  const pairs = new Int32Array(2 * count);
  for (let r = 0; r < count; r++) {
    pairs[2 * r] = r;
    pairs[2 * r + 1] = start + r;
  }
  return pairs;
}

function replace(old: tfjs.Tensor, next: tfjs.Tensor): tfjs.Tensor {
  old.dispose();
  return next;
}
