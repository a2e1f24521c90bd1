import type { Tensor } from '@tensorflow/tfjs-core';
import { normEpsilon } from '../encode-tower.ts';
import type { Tower } from '../model.ts';
import type { Engine } from './engine.ts';

/** What the way forward leaves for the way back. */
export interface TowerPass {
  /** Input of each layer, and last the output before normalisation. */
  readonly activations: readonly Tensor[];
  readonly kernels: readonly Tensor[];
  /** `[n, 1]`: one over each output's length. */
  readonly inverseNorm: Tensor;
  /** Unit vectors `[n, dim]`. */
  readonly vectors: Tensor;
}

export interface TowerGradients {
  /** Of the pooled inputs, `[n, inputWidth]`. */
  readonly inputs: Tensor;
  /** Of each layer, first to last. */
  readonly layers: readonly { kernel: Tensor; bias: Tensor }[];
}

/** Pooled inputs `[n, inputWidth]` through the layers to unit vectors: dense and relu, ..., dense, L2 normalisation. */
export function towerForward({ tf, ops }: Engine, tower: Tower, inputs: Tensor): TowerPass {
  const activations = [inputs];
  const kernels: Tensor[] = [];
  tower.layers.forEach((layer, l) => {
    const kernel = tf.tensor2d(layer.kernel, [layer.inputs, layer.outputs]);
    const relu = l + 1 < tower.layers.length;
    kernels.push(kernel);
    activations.push(ops.affine(activations[l], kernel, tf.tensor1d(layer.bias), relu));
  });
  const output = activations[activations.length - 1];
  const squares = ops.sumOfRows(ops.multiply(output, output));
  const inverseNorm = ops.inverseSqrt(ops.add(squares, tf.scalar(normEpsilon)));
  return { activations, kernels, inverseNorm, vectors: ops.multiply(output, inverseNorm) };
}

/**
 * From the gradient of the unit vectors to those of inputs, kernels and biases.
 * Normalisation: `y = z / |z|` gives `dz = (dy - y (dy . y)) / |z|`: only what is at right angles to y passes.
 */
export function towerBackward({ ops }: Engine, pass: TowerPass, vectors: Tensor): TowerGradients {
  const { activations, kernels, inverseNorm, vectors: y } = pass;
  const along = ops.sumOfRows(ops.multiply(vectors, y));
  let gradient = ops.multiply(ops.subtract(vectors, ops.multiply(y, along)), inverseNorm);
  const layers: { kernel: Tensor; bias: Tensor }[] = [];
  for (let l = kernels.length - 1; l >= 0; l--) {
    layers.unshift({
      kernel: ops.matMulLeftTransposed(activations[l], gradient),
      bias: ops.sumOfColumns(gradient),
    });
    gradient = ops.matMulRightTransposed(gradient, kernels[l]);
    if (l > 0) gradient = ops.reluGradient(gradient, activations[l]);
  }
  return { inputs: gradient, layers };
}
