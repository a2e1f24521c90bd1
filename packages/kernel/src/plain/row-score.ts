/**
 * Inner product of `query` with the vector that starts at `start`, plus a bias, rounded once, to 32 bits. Products of two such
 * numbers are exact in 64 bits, and four sums are added up in one order: the kernel's bits.
 */
export function rowScore(vectors: Float32Array, start: number, query: Float32Array, bias = 0): number {
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
  return Math.fround(a + b + (c + d) + bias);
}
