import type { Random } from './random.ts';

/**
 * Mean cosine of random pairs of different vectors: near 0 where vectors use the whole space, near 1 where they have collapsed
 * onto one another. `vectors` is row-major `[n, dim]`, of length 1; `pairs` of them are drawn. 0 for less than two vectors.
 */
export function meanCosine(vectors: Float32Array, dim: number, random: Random, pairs = 1000): number {
  const n = Math.floor(vectors.length / dim);
  if (n < 2) return 0;
  let sum = 0;
  for (let p = 0; p < pairs; p++) {
    const first = random.integer(n);
    const second = (first + 1 + random.integer(n - 1)) % n;
    for (let c = 0; c < dim; c++) sum += vectors[first * dim + c] * vectors[second * dim + c];
  }
  return sum / pairs;
}
