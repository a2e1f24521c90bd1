import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * The operations a training step is made of, once for each engine. All tensors are float32 of two dimensions unless
 * noted; the caller disposes what they return (or runs inside `tf.tidy`).
 */
export interface Ops {
  /** `a b` */
  matMul(a: Tensor, b: Tensor): Tensor;
  /** `aT b` */
  matMulLeftTransposed(a: Tensor, b: Tensor): Tensor;
  /** `a bT` */
  matMulRightTransposed(a: Tensor, b: Tensor): Tensor;
  /** `x weights + bias`, through a relu where asked; bias `[outputs]`. */
  affine(x: Tensor, weights: Tensor, bias: Tensor, relu: boolean): Tensor;
  /** The three below broadcast as TensorFlow does. */
  add(a: Tensor, b: Tensor): Tensor;
  subtract(a: Tensor, b: Tensor): Tensor;
  multiply(a: Tensor, b: Tensor): Tensor;
  relu(x: Tensor): Tensor;
  /** 1 or -1 by the sign of each number, 0 where it is 0. */
  sign(x: Tensor): Tensor;
  sigmoid(x: Tensor): Tensor;
  /** `log(1 + e^x)` */
  softplus(x: Tensor): Tensor;
  /** `[n, m]` to `[n, 1]`. */
  maxOfRows(x: Tensor): Tensor;
  /** `[n, m]` to `[n, 1]`. */
  sumOfRows(x: Tensor): Tensor;
  /** `[n, m]` to `[m]`. */
  sumOfColumns(x: Tensor): Tensor;
  /** Of each row. */
  softmax(x: Tensor): Tensor;
  /** `[pairs]` values of `x` at flat (row, column) pairs. */
  pick(x: Tensor, pairs: Int32Array): Tensor;
  /** A copy of `x` with one value, or a value each, at flat (row, column) pairs; with one value a pair may occur again. */
  put(x: Tensor, pairs: Int32Array, value: number | Float32Array): Tensor;
}
