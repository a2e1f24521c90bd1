/** What calibration adds to a model's cosines, in numbers and arrays. */
export interface Terms {
  /** What is ranked in place of the item vectors, `[items * dim]`. */
  readonly published?: Float32Array;
  /** `[items]`: log of each item's share of the (fading) counts. */
  readonly prior?: Float32Array;
  /** Of the prior. */
  readonly weight: number;
  /** How much users get of their items. */
  readonly aggregation: number;
}

export const termsOff: Terms = { weight: 0, aggregation: 0 };
