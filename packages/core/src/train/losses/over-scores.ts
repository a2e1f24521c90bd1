import type { Tensor } from '@tensorflow/tfjs-core';
import { CoreError } from '../../error.ts';
import type { Engine } from '../engine.ts';
import { checkInput } from './check-input.ts';
import type { LossInput, LossOutput } from './loss.ts';
import { maskedWithin } from './masked-pairs.ts';
import { ownScores } from './own-scores.ts';
import type { ScoreBlock } from './score-block.ts';

/**
 * A block's part of the loss, and its gradient by score: `factors_r negatives_rj`, and `positives_r` more where j is r's
 * positive. `negatives` is `[rows, C + H]` and must be exactly 0 where the block is masked.
 */
export interface BlockGradient {
  readonly loss: number;
  readonly negatives: Tensor;
  readonly factors: Float32Array;
  readonly positives: Float32Array;
}

export interface Scoring {
  /** Divides the cosine; absent where the loss knows none. */
  readonly temperature?: number;
  /** Whether logQ is subtracted after that. Default no. */
  readonly corrected?: boolean;
}

/** Scores worked on at once: 4 MB. */
const blockSize = 1 << 20;

/**
 * A loss of the scores `s_ij = u_i . v_j / tau - logQ_j` alone, worked out block of rows by block of rows.
 *
 * With N, f and p the block's `negatives`, `factors` and `positives`, both of the latter over tau: `dU = f (N V) + p V+` and
 * `dV = NT (f U)`, `p U` more on the first B rows; so no one-hot and no difference of `[B, C]` is formed. logQ rides in the
 * product: `[u / tau, 1] . [v, -logQ]`. As all scores move with `1 / tau`, the gradient by `log tau` is `-sum_i u_i . dU_i`.
 */
export function overScores(
  engine: Engine,
  input: LossInput,
  scoring: Scoring,
  ofBlock: (block: ScoreBlock) => BlockGradient,
): LossOutput {
  const { tf, ops } = engine;
  const { temperature = 1, corrected = false } = scoring;
  const { size, dim, candidates, perRow, shares } = checkInput(input);
  const { users, items } = input;
  const logQ = corrected ? input.logQ : new Float32Array(input.logQ.length);
  const divided = temperature === 1 ? users : ops.multiply(users, tf.scalar(1 / temperature));
  const shared = perRow === 0 ? items : tf.slice(items, [0, 0], [candidates, dim]);
  const product = productOf(engine, divided, shared, logQ.subarray(0, candidates));
  const own =
    perRow === 0
      ? undefined
      : ownScores(
          engine,
          divided,
          tf.slice(items, [candidates, 0], [size * perRow, dim]),
          perRow,
          logQ.subarray(candidates),
        );

  const positives = new Float32Array(size);
  const pulls: Tensor[] = [];
  const ownPushes: Tensor[] = [];
  let sharedPush: Tensor | undefined;
  let loss = 0;
  const rowsAtOnce = Math.ceil(size / Math.ceil((size * (candidates + perRow)) / blockSize));
  for (let start = 0; start < size; start += rowsAtOnce) {
    const rows = Math.min(rowsAtOnce, size - start);
    const ofRecords = shares.subarray(start, start + rows);
    const masked = maskedWithin(input.hits, input.own, candidates, start, start + rows);
    let scores = product(start, rows);
    if (own !== undefined) scores = replace(scores, tf.concat([scores, own.forward(start, rows)], 1));
    const block = { scores, start, rows, candidates, masked, shares: ofRecords };
    const { negatives, factors, positives: ofPositives, ...part } = inTidy(engine, () => ofBlock(block));
    scores.dispose();
    loss += part.loss;
    for (let r = 0; r < rows; r++) positives[start + r] = ofPositives[r] / temperature;

    const factor = column(engine, factors, 1 / temperature);
    const weighted = ops.multiply(rowsOf(engine, users, start, rows), factor);
    const [onShared, onOwn] = own === undefined ? [negatives] : tf.split(negatives, [candidates, perRow], 1);
    let pull = ops.matMul(onShared, shared);
    const push = ops.matMulLeftTransposed(onShared, weighted);
    sharedPush = sharedPush === undefined ? push : replace(sharedPush, ops.add(sharedPush, push));
    if (own !== undefined) {
      const ofOwn = own.backward(onOwn, weighted, start, rows);
      pull = ops.add(pull, ofOwn.pull);
      ownPushes.push(ofOwn.push);
      onShared.dispose();
    }
    negatives.dispose();
    pulls.push(ops.multiply(pull, factor));
  }
  if (sharedPush === undefined) throw new CoreError('batch: holds no users; leave empty batches out');

  const positive = column(engine, positives, 1);
  const towards = ops.multiply(rowsOf(engine, items, 0, size), positive);
  const back = tf.pad(ops.multiply(users, positive), [
    [0, candidates - size],
    [0, 0],
  ]);
  const pushed = ops.add(sharedPush, back);
  const ofUsers = ops.add(pulls.length === 1 ? pulls[0] : tf.concat(pulls, 0), towards);
  return {
    loss,
    users: ofUsers,
    items: own === undefined ? pushed : tf.concat([pushed, ...ownPushes], 0),
    ...(input.learnTemperature === true &&
      scoring.temperature !== undefined && {
        logTemperature: -tf.sum(ops.multiply(users, ofUsers)).dataSync()[0],
      }),
  };
}

/** `s_ij = u_i . v_j - logQ_j` of some rows, u already divided by the temperature. */
function productOf(engine: Engine, users: Tensor, items: Tensor, logQ: Float32Array) {
  const { tf, ops } = engine;
  const plain = logQ.every((q) => q === 0);
  const left = plain ? users : tf.concat([users, tf.ones([users.shape[0], 1])], 1);
  const right = plain ? items : tf.concat([items, column(engine, logQ, -1)], 1);
  return (start: number, rows: number) => ops.matMulRightTransposed(rowsOf(engine, left, start, rows), right);
}

function rowsOf({ tf }: Engine, x: Tensor, start: number, rows: number): Tensor {
  return rows === x.shape[0] ? x : tf.slice(x, [start, 0], [rows, x.shape[1] ?? 1]);
}

function column({ tf }: Engine, values: Float32Array, times: number): Tensor {
  return tf.tensor2d(times === 1 ? values : values.map((value) => value * times), [values.length, 1]);
}

/** Only the gradient's tensor outlives the work. */
function inTidy({ tf }: Engine, work: () => BlockGradient): BlockGradient {
  tf.engine().startScope();
  let result: BlockGradient | undefined;
  try {
    result = work();
    return result;
  } finally {
    tf.engine().endScope(result?.negatives);
  }
}

function replace(old: Tensor, next: Tensor): Tensor {
  old.dispose();
  return next;
}
