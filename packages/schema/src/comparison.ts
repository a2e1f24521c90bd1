/** `ab`: each user has one of two; `interleave`: both make one answer; `shadow`: the other is asked too, and nobody sees it. */
export const comparisonKinds = ['ab', 'interleave', 'shadow'] as const;
export type ComparisonKind = (typeof comparisonKinds)[number];

/** Whose answer a user has in a comparison; `both` where two make one, or the second is not seen. */
export const comparisonArms = ['control', 'treatment', 'both'] as const;
export type ComparisonArm = (typeof comparisonArms)[number];

/**
 * What the users of an arm came to, as sums over users of what each user's requests add up to: enough for the ratio
 * `value / counted` and its variance.
 */
export interface ArmSums {
  readonly arm: ComparisonArm;
  /** Users of whom something counts. */
  readonly users: number;
  /** Requests that were answered in it. */
  readonly requests: number;
  /** Sum of a user's counted requests n, and of n². */
  readonly counted: number;
  readonly countedSquares: number;
  /** Sum of what they came to x, of x², and of x * n. */
  readonly value: number;
  readonly valueSquares: number;
  readonly products: number;
}
