import type { Standing } from '../teach/standing.ts';

/** Curves bend: each doubling of the passes brings so much of what the one before brought. */
const ofTheLast = 0.5;

/**
 * What as many passes again are likely to add to the best figure. Settings that learn slowly and long would else lose to those that
 * begin well. A single pass tells nothing.
 */
export function gainAhead(
  { bestValue, curve }: Pick<Standing, 'bestValue' | 'curve'>,
  metric: string,
): number {
  const firstHalf = curve.slice(0, Math.floor(curve.length / 2));
  const known = firstHalf.flatMap(({ validation }) => validation?.[metric] ?? []);
  return known.length === 0 ? 0 : ofTheLast * (bestValue - Math.max(...known));
}
