import type { ArmSums } from '@twotower/schema';

/** A ratio of two sums over users, and how sure it is. */
export interface Ratio {
  readonly estimate: number;
  readonly variance: number;
}

/**
 * `value / counted` of an arm. Users are what was drawn by chance, and one user's requests are not independent: so the variance is
 * that between users, by the delta method. Undefined below two users.
 *
 * Source: Deng, Knoblich and Lu 2018.
 */
export function ratioOf(sums: ArmSums): Ratio | undefined {
  const { users, counted, countedSquares, value, valueSquares, products } = sums;
  if (users < 2 || counted === 0) return undefined;
  const estimate = value / counted;
  const squares = valueSquares - 2 * estimate * products + estimate ** 2 * countedSquares;
  const variance = (Math.max(0, squares) / counted ** 2) * (users / (users - 1));
  return { estimate, variance };
}
