import type { Tensor } from '@tensorflow/tfjs-core';
import { layerNormEpsilon } from '../layer-norm.ts';
import type { LayerNorm } from '../model.ts';
import type { Engine } from './engine.ts';

/** What {@link layerNormBackward} needs of the way forward. */
export interface LayerNormPass {
  /** `[n, width]`: mean 0 and variance 1, before gain and shift. */
  readonly standard: Tensor;
  /** `[n, 1]`: one over each row's deviation. */
  readonly inverseDeviation: Tensor;
  readonly gain: Tensor;
  readonly outputs: Tensor;
}

/** `y = gain h + shift`, `h = (x - mean) / sqrt(variance + 1e-5)` over each row of x `[n, width]`. */
export function layerNormForward({ tf, ops }: Engine, norm: LayerNorm, x: Tensor): LayerNormPass {
  const share = tf.scalar(1 / norm.gain.length);
  const centred = ops.subtract(x, ops.multiply(ops.sumOfRows(x), share));
  const variance = ops.multiply(ops.sumOfRows(ops.multiply(centred, centred)), share);
  const inverseDeviation = ops.inverseSqrt(ops.add(variance, tf.scalar(layerNormEpsilon)));
  const standard = ops.multiply(centred, inverseDeviation);
  const gain = tf.tensor1d(norm.gain);
  const outputs = ops.add(ops.multiply(standard, gain), tf.tensor1d(norm.shift));
  return { standard, inverseDeviation, gain, outputs };
}

/**
 * `dgain = sum dy h`, `dshift = sum dy`, and with `dh = dy gain`:
 * `dx = (dh - mean(dh) - h mean(dh h)) / deviation`, means over a row.
 */
export function layerNormBackward({ tf, ops }: Engine, pass: LayerNormPass, dy: Tensor) {
  const { standard, inverseDeviation, gain } = pass;
  const share = tf.scalar(1 / gain.size);
  const dh = ops.multiply(dy, gain);
  const mean = ops.multiply(ops.sumOfRows(dh), share);
  const along = ops.multiply(ops.sumOfRows(ops.multiply(dh, standard)), share);
  const across = ops.subtract(ops.subtract(dh, mean), ops.multiply(standard, along));
  return {
    inputs: ops.multiply(across, inverseDeviation),
    gain: ops.sumOfColumns(ops.multiply(dy, standard)),
    shift: ops.sumOfColumns(dy),
  };
}
