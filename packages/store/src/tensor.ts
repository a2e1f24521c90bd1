/** A row-major array; `shape` multiplies to `data.length`, `[]` is one number. */
export interface Tensor {
  shape: number[];
  data: Float32Array;
}

/** Named arrays, as a safetensors file holds them. */
export type Tensors = Record<string, Tensor>;
