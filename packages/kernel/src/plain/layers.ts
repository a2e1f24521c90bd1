import type { AffineGradients, AffineLayer } from '../products.ts';

/** See `Products.affine`. A relu leaves many zeros in x, which are passed over. */
export function affine(
  layer: AffineLayer,
  x: Float32Array,
  size: number,
  relu: boolean,
  y: Float32Array,
): void {
  const { inputs, outputs, weights, bias } = layer;
  for (let r = 0; r < size; r++) {
    const to = r * outputs;
    for (let j = 0; j < outputs; j++) y[to + j] = bias[j];
    for (let i = 0; i < inputs; i++) {
      const value = x[r * inputs + i];
      if (value === 0) continue;
      const from = i * outputs;
      for (let j = 0; j < outputs; j++) y[to + j] += value * weights[from + j];
    }
    if (relu) for (let j = 0; j < outputs; j++) if (y[to + j] < 0) y[to + j] = 0;
  }
}

export function affineBackward(
  layer: AffineLayer,
  x: Float32Array,
  size: number,
  ofOutputs: Float32Array,
  gradients: AffineGradients,
  ofInputs: Float32Array,
): void {
  const { inputs, outputs, weights } = layer;
  for (let r = 0; r < size; r++) {
    const from = r * outputs;
    for (let j = 0; j < outputs; j++) gradients.bias[j] += ofOutputs[from + j];
    for (let i = 0; i < inputs; i++) {
      const value = x[r * inputs + i];
      const row = i * outputs;
      let sum = 0;
      for (let j = 0; j < outputs; j++) {
        gradients.weights[row + j] += value * ofOutputs[from + j];
        sum += weights[row + j] * ofOutputs[from + j];
      }
      ofInputs[r * inputs + i] = sum;
    }
  }
}

/** Without a branch, as signs are as good as random: the gradient's bits, or none of them. */
export function reluBackward(gradient: Float32Array, y: Float32Array, numbers: number): void {
  const bits = new Int32Array(gradient.buffer, gradient.byteOffset, numbers);
  for (let i = 0; i < numbers; i++) bits[i] &= -Number(y[i] > 0);
}

export function addParts(x: Float32Array, size: number, parts: number, dim: number, y: Float32Array): void {
  for (let r = 0; r < size; r++) {
    const to = r * dim;
    for (let p = 0; p < parts; p++) {
      const from = (r * parts + p) * dim;
      for (let c = 0; c < dim; c++) y[to + c] += x[from + c];
    }
  }
}

export function addToParts(y: Float32Array, size: number, parts: number, dim: number, x: Float32Array): void {
  for (let r = 0; r < size; r++) {
    const from = r * dim;
    for (let p = 0; p < parts; p++) {
      const to = (r * parts + p) * dim;
      for (let c = 0; c < dim; c++) x[to + c] += y[from + c];
    }
  }
}

export function multiply(
  rows: number,
  depth: number,
  columns: number,
  a: Float32Array,
  b: Float32Array,
  out: Float32Array,
): void {
  for (let r = 0; r < rows; r++) {
    const to = r * columns;
    out.fill(0, to, to + columns);
    for (let k = 0; k < depth; k++) {
      const value = a[r * depth + k];
      for (let c = 0; c < columns; c++) out[to + c] += value * b[k * columns + c];
    }
  }
}
