/** Cosine similarity of two unit vectors of one length: their dot product, in [-1, 1]. */
export function similarity(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let c = 0; c < a.length; c++) sum += a[c] * b[c];
  return sum;
}
