import type { Products } from '@twotower/kernel';
import type { StepDiagnosis } from './diagnosis.ts';
import type { VectorBatch } from './vector-loss.ts';

const itemsAtOnce = 256;

/** Least and greatest score of all users and items, in blocks of items: only the users are transposed. */
export function scoreRange(
  products: Products,
  { users, items, size, rows, logQ, temperature }: VectorBatch,
  dim: number,
): StepDiagnosis['scores'] {
  const transposed = new Float32Array(dim * size);
  for (let r = 0; r < size; r++) for (let d = 0; d < dim; d++) transposed[d * size + r] = users[r * dim + d];
  const scores = new Float32Array(itemsAtOnce * size);
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let start = 0; start < rows; start += itemsAtOnce) {
    const count = Math.min(itemsAtOnce, rows - start);
    products.multiply(count, dim, size, items.subarray(start * dim), transposed, scores);
    for (let i = 0; i < count * size; i++) {
      const score = scores[i] / temperature - logQ[start + Math.floor(i / size)];
      if (score < lowest) lowest = score;
      if (score > highest) highest = score;
    }
  }
  return { lowest, highest };
}
