import type { TowerBatch } from '@twotower/features';
import type { Kernel } from '@twotower/kernel';
import { CoreError } from './error.ts';
import { normaliseLayer } from './layer-norm.ts';
import type { DenseLayer, TwoTowerModel } from './model.ts';
import { inputWidth, poolInputs } from './pool-inputs.ts';

/** Keeps a zero vector finite under normalisation: `z / sqrt(z . z + 1e-12)`, in training and in serving. */
export const normEpsilon = 1e-12;

/**
 * A tower's unit vectors for a batch, row-major `[batch.size, dim]`, without TensorFlow; within 1e-5 of what training
 * computes. Writes into `out` where it is given. Throws {@link CoreError} where `out` is too small.
 *
 * @param kernel does the products natively, where there is one: worth it for many records or layers
 */
export function encodeTower(
  model: TwoTowerModel,
  side: 'user' | 'item',
  batch: TowerBatch,
  out: Float32Array = new Float32Array(batch.size * model.dim),
  kernel?: Kernel,
): Float32Array {
  const tower = model[side];
  const { size } = batch;
  if (out.length < size * model.dim) {
    throw new CoreError(
      `out: holds ${out.length} numbers; ${size} vectors of ${model.dim} need ${size * model.dim}`,
    );
  }
  const pooled = tower.layers.length === 0 ? out : new Float32Array(size * inputWidth(tower, model.dim));
  poolInputs(model, tower, batch, pooled, kernel);
  let x = pooled;
  tower.layers.forEach((layer, l) => {
    const last = l + 1 === tower.layers.length;
    const y = last ? out : new Float32Array(size * layer.outputs);
    if (kernel) kernel.affine(x, size, layer.inputs, layer.kernel, layer.bias, layer.outputs, 0, y);
    else affine(x, size, layer, y);
    if (layer.norm !== undefined) normaliseLayer(y, size, layer.norm);
    if (!last) for (let i = 0; i < y.length; i++) if (y[i] < 0) y[i] = 0;
    x = y;
  });
  if (tower.residual && tower.layers.length > 0) addInputs(pooled, tower.inputs.length, model.dim, out, size);
  normaliseRows(out, size, model.dim);
  return out;
}

/** `y = x K + b`; a relu leaves many zeros in x, which are passed over. */
function affine(x: Float32Array, size: number, layer: DenseLayer, y: Float32Array): void {
  const { inputs, outputs, kernel, bias } = layer;
  for (let r = 0; r < size; r++) {
    const to = r * outputs;
    for (let j = 0; j < outputs; j++) y[to + j] = bias[j];
    for (let i = 0; i < inputs; i++) {
      const value = x[r * inputs + i];
      if (value === 0) continue;
      const from = i * outputs;
      for (let j = 0; j < outputs; j++) y[to + j] += value * kernel[from + j];
    }
  }
}

/** Adds each record's `inputs` vectors of `dim` numbers to its row of `out`. */
function addInputs(pooled: Float32Array, inputs: number, dim: number, out: Float32Array, size: number): void {
  for (let r = 0; r < size; r++) {
    for (let i = 0; i < inputs * dim; i++) out[r * dim + (i % dim)] += pooled[r * inputs * dim + i];
  }
}

function normaliseRows(vectors: Float32Array, size: number, dim: number): void {
  for (let r = 0; r < size; r++) {
    const start = r * dim;
    let squares = normEpsilon;
    for (let c = 0; c < dim; c++) squares += vectors[start + c] * vectors[start + c];
    const scale = 1 / Math.sqrt(squares);
    for (let c = 0; c < dim; c++) vectors[start + c] *= scale;
  }
}
