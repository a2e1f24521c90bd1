import type { Tensor } from '@tensorflow/tfjs-core';
import { normEpsilon } from '../encode-tower.ts';
import type { Tower } from '../model.ts';
import type { Engine } from './engine.ts';
import { type LayerNormPass, layerNormBackward, layerNormForward } from './layer-norm-pass.ts';

/** What the way forward leaves for the way back. */
export interface TowerPass {
  readonly layers: readonly LayerPass[];
  /** How many input vectors the residual sum takes; 0 without one. */
  readonly summed: number;
  /** `[n, 1]`: one over each output's length. */
  readonly inverseNorm: Tensor;
  /** Unit vectors `[n, dim]`. */
  readonly vectors: Tensor;
}

interface LayerPass {
  readonly inputs: Tensor;
  readonly kernel: Tensor;
  readonly norm?: LayerNormPass;
  /** After relu and dropout; absent in the last layer, which has neither. */
  readonly outputs?: Tensor;
  /** 0, or one over the share that is kept. */
  readonly dropout?: Tensor;
}

export interface TowerGradients {
  /** Of the pooled inputs, `[n, inputWidth]`. */
  readonly inputs: Tensor;
  /** Of each layer's parts by their names: `0.kernel`, `0.bias`, `0.gain`, `0.shift`. */
  readonly dense: ReadonlyMap<string, Tensor>;
}

/** A mask `[n, width]` of 0 and `1 / kept` for a hidden layer's outputs, or none. */
export type DrawDropout = (size: number, width: number) => Tensor | undefined;

/**
 * Pooled inputs `[n, inputWidth]` through the layers to unit vectors: dense, norm, relu, dropout, ..., dense, plus the sum
 * of the inputs where the tower is residual, L2 normalisation.
 */
export function towerForward(engine: Engine, tower: Tower, inputs: Tensor, draw?: DrawDropout): TowerPass {
  const { tf, ops } = engine;
  const layers: LayerPass[] = [];
  let x = inputs;
  tower.layers.forEach((layer, l) => {
    const { outputs: width, norm } = layer;
    const kernel = tf.tensor2d(layer.kernel, [layer.inputs, width]);
    const last = l + 1 === tower.layers.length;
    const y = ops.affine(x, kernel, tf.tensor1d(layer.bias), !last && norm === undefined);
    if (last) {
      layers.push({ inputs: x, kernel });
      x = y;
      return;
    }
    const normed = norm && layerNormForward(engine, norm, y);
    const outputs = normed ? ops.relu(normed.outputs) : y;
    const dropout = draw?.(x.shape[0], width);
    const dropped = dropout ? ops.multiply(outputs, dropout) : outputs;
    layers.push({ inputs: x, kernel, norm: normed, outputs: dropped, dropout });
    x = dropped;
  });
  const summed = tower.residual && layers.length > 0 ? tower.inputs.length : 0;
  const output = summed > 0 ? ops.add(x, sumOfInputs(engine, inputs, summed)) : x;
  const squares = ops.sumOfRows(ops.multiply(output, output));
  const inverseNorm = ops.inverseSqrt(ops.add(squares, tf.scalar(normEpsilon)));
  return { layers, summed, inverseNorm, vectors: ops.multiply(output, inverseNorm) };
}

/**
 * From the gradient of the unit vectors to those of inputs and layers.
 * Normalisation: `y = z / |z|` gives `dz = (dy - y (dy . y)) / |z|`: only what is at right angles to y passes.
 */
export function towerBackward(engine: Engine, pass: TowerPass, vectors: Tensor): TowerGradients {
  const { tf, ops } = engine;
  const { layers, summed, inverseNorm, vectors: y } = pass;
  const along = ops.sumOfRows(ops.multiply(vectors, y));
  const ofOutput = ops.multiply(ops.subtract(vectors, ops.multiply(y, along)), inverseNorm);
  const dense = new Map<string, Tensor>();
  let gradient = ofOutput;
  for (let l = layers.length - 1; l >= 0; l--) {
    const { inputs, kernel, norm, outputs, dropout } = layers[l];
    if (dropout) gradient = ops.multiply(gradient, dropout);
    if (outputs) gradient = ops.reluGradient(gradient, outputs);
    if (norm) {
      const ofNorm = layerNormBackward(engine, norm, gradient);
      dense.set(`${l}.gain`, ofNorm.gain);
      dense.set(`${l}.shift`, ofNorm.shift);
      gradient = ofNorm.inputs;
    }
    dense.set(`${l}.kernel`, ops.matMulLeftTransposed(inputs, gradient));
    dense.set(`${l}.bias`, ops.sumOfColumns(gradient));
    gradient = ops.matMulRightTransposed(gradient, kernel);
  }
  if (summed > 0) gradient = ops.add(gradient, tf.tile(ofOutput, [1, summed]));
  return { inputs: gradient, dense };
}

/** `[n, inputs * dim]` to `[n, dim]`. */
function sumOfInputs({ tf }: Engine, x: Tensor, inputs: number): Tensor {
  const [size, width = 0] = x.shape;
  return tf.sum(tf.reshape(x, [size, inputs, width / inputs]), 1);
}
