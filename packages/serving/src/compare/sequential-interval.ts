/** How sure an interval is to hold the truth at whatever time it is looked at. */
const confidence = 0.95;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * An interval that may be looked at as often as one likes: that the truth is ever outside of it has a chance of 5 %, over all looks
 * together. It is that of a sequential test whose alternative is mixed over a normal distribution; wider than the interval of one
 * look, the most where the variance is far from `scale` squared.
 *
 * Source: Robbins 1970; Johari, Koomen, Pekelis and Walsh 2017 (mixture sequential probability ratio test).
 *
 * @param scale the size of the difference that one hopes to find, in the unit of the estimate; chosen before anything is seen
 */
export function sequentialInterval(
  { estimate, variance }: { readonly estimate: number; readonly variance: number },
  scale: number,
): Interval {
  const mixed = variance + scale ** 2;
  const bound = Math.log(1 / (1 - confidence)) + Math.log(mixed / variance) / 2;
  const half = Math.sqrt(((2 * variance * mixed) / scale ** 2) * bound);
  return { low: estimate - half, high: estimate + half };
}
