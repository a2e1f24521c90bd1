import type { LayerNorm } from './model.ts';

/** Keeps a layer whose outputs are all alike finite, in training and in serving. */
export const layerNormEpsilon = 1e-5;

/** `y = gain (x - mean) / sqrt(variance + 1e-5) + shift` over each row of `x` `[size, gain.length]`, in place. */
export function normaliseLayer(x: Float32Array, size: number, { gain, shift }: LayerNorm): void {
  const width = gain.length;
  for (let r = 0; r < size; r++) {
    const from = r * width;
    let mean = 0;
    for (let c = 0; c < width; c++) mean += x[from + c] / width;
    let variance = layerNormEpsilon;
    for (let c = 0; c < width; c++) variance += (x[from + c] - mean) ** 2 / width;
    const scale = 1 / Math.sqrt(variance);
    for (let c = 0; c < width; c++) x[from + c] = gain[c] * scale * (x[from + c] - mean) + shift[c];
  }
}
