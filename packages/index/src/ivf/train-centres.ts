import type { Ranking } from '@twotower/kernel';
import { randomNumbers } from '../random-numbers.ts';
import { nearestCentres } from './nearest-centres.ts';

const pointsACentre = 24;
const rounds = 6;
const seed = 42;

/**
 * So many centres `[n, dim]` of vectors by k-means over a sample of them: the same vectors give the same centres. One that no
 * vector is nearest to begins anew at some vector.
 */
export function trainCentres(ranks: Ranking, vectors: Float32Array, dim: number, n: number): Float32Array {
  const random = randomNumbers(seed);
  const sample = sampleOf(vectors, dim, Math.min(vectors.length / dim, n * pointsACentre), random);
  // The sample is in random order.
  const centres = sample.slice(0, n * dim);
  for (let round = 0; round < rounds; round++) {
    const nearest = nearestCentres(ranks, centres, sample, dim);
    const sums = new Float64Array(n * dim);
    const counts = new Int32Array(n);
    nearest.forEach((centre, point) => {
      counts[centre]++;
      for (let i = 0; i < dim; i++) sums[centre * dim + i] += sample[point * dim + i];
    });
    for (let c = 0; c < n; c++) {
      const start = Math.floor(random() * nearest.length) * dim;
      for (let i = 0; i < dim; i++) {
        centres[c * dim + i] = counts[c] === 0 ? sample[start + i] : sums[c * dim + i] / counts[c];
      }
    }
  }
  return centres;
}

/** So many different rows `[count, dim]` in random order. */
function sampleOf(vectors: Float32Array, dim: number, count: number, random: () => number): Float32Array {
  const rows = Int32Array.from({ length: vectors.length / dim }, (_, row) => row);
  const sample = new Float32Array(count * dim);
  for (let i = 0; i < count; i++) {
    const other = i + Math.floor(random() * (rows.length - i));
    [rows[i], rows[other]] = [rows[other], rows[i]];
    sample.set(vectors.subarray(rows[i] * dim, (rows[i] + 1) * dim), i * dim);
  }
  return sample;
}
