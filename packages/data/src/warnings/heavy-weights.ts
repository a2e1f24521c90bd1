import { type EventWeight, eventWeight } from '@twotower/schema';
import type { WeightTail } from '../inspect/weight-tail.ts';
import { percent } from './percent.ts';

/** From this share of the sum on, the heaviest hundredth of the events teaches more than it should. */
const leastShare = 0.15;

/** Whether few of some weights have much of their sum. */
export function isHeavyTailed(weights: WeightTail): boolean {
  return weights.topShare(0.01) >= leastShare;
}

/** Weights of which a few have most of the sum: training sees little but those events. */
export function heavyWeightWarnings(weights: WeightTail, weight: EventWeight | string | undefined): string[] {
  if (weight === undefined || !isHeavyTailed(weights)) {
    return [];
  }
  const { column, transform } = eventWeight(weight);
  const mend =
    transform === 'none'
      ? `set schema.event.weight: { column: ${column}, transform: log }`
      : 'even as logarithms; leave schema.event.weight out, or give it a column of smaller numbers';
  return [
    `the heaviest 1 % of the positives have ${percent(weights.topShare(0.01))} of the weight in ${column}, so that they decide what is learnt: ${mend}`,
  ];
}
