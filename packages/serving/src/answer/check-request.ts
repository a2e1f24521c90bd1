import { invalid } from '../filter/check-condition.ts';
import type { RecallRequest } from '../request.ts';

/** Most items one request may ask for. */
const largestK = 1000;
/** With diversity, whose work grows with the square. */
const largestDiverse = 200;

/** `k`, at most the number of items. @throws ServingError where it is not a whole number from 1 to 1000 */
export function checkedK(k: number, items: number): number {
  if (Number.isInteger(k) && k >= 1 && k <= largestK) return Math.min(k, items);
  throw invalid('k', `${k}; give a whole number from 1 to ${largestK}`);
}

/** @throws ServingError INVALID_REQUEST where a cap or the diversity of a request means nothing */
export function checkShape({ k, perCategory, diversity = 0 }: RecallRequest): void {
  if (perCategory !== undefined && !(Number.isInteger(perCategory.most) && perCategory.most >= 1)) {
    throw invalid('perCategory.most', `${perCategory.most}; give a whole number from 1`);
  }
  if (!(diversity >= 0 && diversity <= 1)) {
    throw invalid('diversity', `${diversity}; give a number from 0 to 1`);
  }
  if (diversity > 0 && k > largestDiverse) {
    throw invalid('k', `${k}; with diversity, ask for at most ${largestDiverse}`);
  }
}
