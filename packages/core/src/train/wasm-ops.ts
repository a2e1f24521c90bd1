import type * as tfjs from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Ops } from './ops.ts';

/**
 * Public TensorFlow.js operations, for the WebAssembly backend. Its matMul is 15-40 times slower with a transpose flag
 * than on a transposed copy.
 */
export function wasmOps(tf: typeof tfjs): Ops {
  const matMul = (a: Tensor, b: Tensor) => tf.matMul(a as Tensor2D, b as Tensor2D);
  const pairsTensor = (pairs: Int32Array) => tf.tensor2d(pairs, [pairs.length / 2, 2], 'int32');
  return {
    matMul,
    matMulLeftTransposed: (a, b) => matMul(tf.transpose(a), b),
    matMulRightTransposed: (a, b) => matMul(a, tf.transpose(b)),
    affine: (x, weights, bias, relu) =>
      tf.fused.matMul({
        a: x as Tensor2D,
        b: weights as Tensor2D,
        bias,
        activation: relu ? 'relu' : 'linear',
      }),
    add: (a, b) => tf.add(a, b),
    subtract: (a, b) => tf.sub(a, b),
    multiply: (a, b) => tf.mul(a, b),
    relu: (x) => tf.relu(x),
    sign: (x) => tf.sign(x),
    sigmoid: (x) => tf.sigmoid(x),
    softplus: (x) => tf.softplus(x),
    maxOfRows: (x) => tf.max(x, 1, true),
    sumOfRows: (x) => tf.sum(x, 1, true),
    sumOfColumns: (x) => tf.sum(x, 0),
    softmax: (x) => tf.softmax(x),
    pick: (x, pairs) => tf.gatherND(x, pairsTensor(pairs)),
    put: (x, pairs, value) =>
      tf.tensorScatterUpdate(
        x,
        pairsTensor(pairs),
        typeof value === 'number' ? tf.fill([pairs.length / 2], value) : tf.tensor1d(value),
      ),
  };
}
