import { StoreError } from './error.ts';

/** Numbers that a tensor can hold; safetensors calls them F32, F64, I32, U8 and I64. */
export type TensorData = Float32Array | Float64Array | Int32Array | Uint8Array | BigInt64Array;

/** A row-major array; `shape` multiplies to `data.length`, `[]` is one number. */
export interface Tensor<Data extends TensorData = TensorData> {
  shape: number[];
  data: Data;
}

/** Named arrays, as a safetensors file holds them. */
export type Tensors = Record<string, Tensor>;

export type FloatTensors = Record<string, Tensor<Float32Array>>;

/**
 * The same tensors, where all hold 32-bit floating point numbers.
 *
 * @param where what they are of, for the error, such as `dense weights of bundle 7`
 * @throws StoreError naming the tensor that holds others
 */
export function floatTensors(tensors: Tensors, where: string): FloatTensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, data }]) => {
      if (data instanceof Float32Array) return [name, { shape, data }];
      const found = data.constructor.name.replace('Array', '').toLowerCase();
      throw new StoreError(`${where}: tensor ${name} is of type ${found}, not float32; write it again`);
    }),
  );
}
