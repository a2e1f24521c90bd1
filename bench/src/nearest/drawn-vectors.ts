import { seededRandom } from '@twotower/core';

export const setNames = ['clustered', 'smooth', 'lengths'] as const;
/**
 * `clustered`: unit vectors about 1,000 centres; `smooth`: unit vectors of a Gaussian whose 64 numbers differ in scale, without
 * clusters; `lengths`: clustered, of lengths from 1 to 10.
 */
export type SetName = (typeof setNames)[number];

export interface DrawnVectors {
  /** `[size, dim]` */
  readonly base: Float32Array;
  /** `[queries, dim]`, unit vectors drawn alike. */
  readonly queries: Float32Array;
  /** As many others, for tuning. */
  readonly others: Float32Array;
}

const clusters = 1000;
const spread = 0.7;

export function drawVectors(set: SetName, size: number, queries: number, dim: number): DrawnVectors {
  const centre = seededRandom(7);
  const centres = Float32Array.from({ length: clusters * dim }, () => centre.normal());
  const draw = (count: number, seed: number): Float32Array => {
    const random = seededRandom(seed);
    const vectors = new Float32Array(count * dim);
    for (let row = 0; row < count; row++) {
      const vector = vectors.subarray(row * dim, (row + 1) * dim);
      const start = Math.floor(random.next() * clusters) * dim;
      for (let i = 0; i < dim; i++) {
        vector[i] =
          set === 'smooth'
            ? random.normal() / Math.sqrt(1 + i)
            : centres[start + i] + spread * random.normal();
      }
      const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
      for (let i = 0; i < dim; i++) vector[i] /= length;
    }
    return vectors;
  };
  const base = draw(size, 8);
  if (set === 'lengths') {
    const random = seededRandom(10);
    for (let row = 0; row < size; row++) {
      const length = 10 ** random.next();
      for (let i = 0; i < dim; i++) base[row * dim + i] *= length;
    }
  }
  const asked = draw(2 * queries, 9);
  return { base, queries: asked.slice(0, queries * dim), others: asked.slice(queries * dim) };
}
