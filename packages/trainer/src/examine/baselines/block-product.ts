import type { Engine } from '@twotower/core/train';

/** `a bT` of two square row-major blocks, `[size, size]`, size a multiple of 4; the result is new. */
export type BlockProduct = (a: Float32Array, b: Float32Array, size: number) => Float32Array;

/** By TensorFlow.js: EASE of 4,000 items takes 3 s natively and 5 s on wasm, against 19 s with {@link plainProduct}. */
export function engineProduct({ tf, ops }: Engine): BlockProduct {
  return (a, b, size) => {
    const product = tf.tidy(() =>
      ops.matMulRightTransposed(tf.tensor2d(a, [size, size]), tf.tensor2d(b, [size, size])),
    );
    const values = product.dataSync<'float32'>();
    product.dispose();
    return values;
  };
}

/** By loops over tiles of four rows by two, which stay in registers. */
export function plainProduct(a: Float32Array, b: Float32Array, size: number): Float32Array {
  const out = new Float32Array(size * size);
  for (let i = 0; i < size; i += 4) {
    for (let j = 0; j < size; j += 2) {
      productTile(a, b, size, i, j, out);
    }
  }
  return out;
}

function productTile(
  a: Float32Array,
  b: Float32Array,
  size: number,
  row: number,
  column: number,
  out: Float32Array,
): void {
  let [s00, s01, s10, s11, s20, s21, s30, s31] = [0, 0, 0, 0, 0, 0, 0, 0];
  let p = row * size;
  let q = column * size;
  for (const end = p + size; p < end; p++, q++) {
    const b0 = b[q];
    const b1 = b[q + size];
    const a0 = a[p];
    const a1 = a[p + size];
    const a2 = a[p + 2 * size];
    const a3 = a[p + 3 * size];
    s00 += a0 * b0;
    s01 += a0 * b1;
    s10 += a1 * b0;
    s11 += a1 * b1;
    s20 += a2 * b0;
    s21 += a2 * b1;
    s30 += a3 * b0;
    s31 += a3 * b1;
  }
  const to = row * size + column;
  out[to] = s00;
  out[to + 1] = s01;
  out[to + size] = s10;
  out[to + size + 1] = s11;
  out[to + 2 * size] = s20;
  out[to + 2 * size + 1] = s21;
  out[to + 3 * size] = s30;
  out[to + 3 * size + 1] = s31;
}
