import type { Tensors } from '@twotower/core';

/** Numbers of any kind that a state holds. */
export interface StateTensor {
  readonly shape: number[];
  readonly data: Float32Array | Float64Array | Int32Array | Uint8Array;
}

const kinds = { f32: Float32Array, f64: Float64Array, i32: Int32Array, u8: Uint8Array } as const;

/** For a store that keeps float32 alone: bytes, a number each, under the name with the kind behind it. */
export function toFloat32(tensors: Readonly<Record<string, StateTensor>>): Tensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { data }]) => {
      const kind = Object.entries(kinds).find(([, Kind]) => data instanceof Kind)?.[0] ?? 'f32';
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      const numbers = data instanceof Float32Array ? data : Float32Array.from(bytes);
      return [`${name}.${kind}`, { shape: [numbers.length], data: numbers }];
    }),
  );
}

/** What {@link toFloat32} was given, flat. */
export function fromFloat32(tensors: Tensors): Record<string, StateTensor> {
  return Object.fromEntries(
    Object.entries(tensors).map(([key, { data }]) => {
      const dot = key.lastIndexOf('.');
      const kind = key.slice(dot + 1);
      const numbers =
        kind === 'f64' || kind === 'i32' || kind === 'u8'
          ? new kinds[kind](Uint8Array.from(data).buffer)
          : data;
      return [key.slice(0, dot), { shape: [numbers.length], data: numbers }];
    }),
  );
}
