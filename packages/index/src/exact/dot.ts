/** {@link dotAt} of a row, and its bias where there is one. */
export function scoreAt(
  vectors: Float32Array,
  row: number,
  query: Float32Array,
  bias: Float32Array | undefined,
): number {
  const dot = dotAt(vectors, row * query.length, query);
  return bias === undefined ? dot : Math.fround(dot + bias[row]);
}

/**
 * Dot product of `query` with the vector that starts at `start`, rounded to 32 bits so that equal answers
 * compare as equal. Four sums, because one waits for itself.
 */
export function dotAt(vectors: Float32Array, start: number, query: Float32Array): number {
  const dim = query.length;
  const whole = dim - (dim % 4);
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let i = 0; i < whole; i += 4) {
    const j = start + i;
    a += vectors[j] * query[i];
    b += vectors[j + 1] * query[i + 1];
    c += vectors[j + 2] * query[i + 2];
    d += vectors[j + 3] * query[i + 3];
  }
  for (let i = whole; i < dim; i++) a += vectors[start + i] * query[i];
  return Math.fround(a + b + (c + d));
}
