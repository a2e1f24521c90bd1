/** What a sampler needs of a seeded generator; `@twotower/core`'s `Random` fits. */
export interface RandomIntegers {
  /** An integer in [0, n), uniformly, for n up to 2^32. */
  integer(n: number): number;
}

/**
 * Where the candidates of a batch come from, beside each row's own positive; shared by all rows.
 *
 * A batch of B positives is scored against C candidates: the B positives themselves, then what the sources draw.
 */
export interface NegativeSource {
  readonly kind: string;
  /** It draws every item of the catalogue, each once, in place of a sample. */
  readonly exhaustive?: true;
  /** How many candidates it adds to a batch of `positives` rows; in-batch negatives add none, they are there. */
  draws(positives: number): number;
  /** How many of the batch's candidates follow this source's distribution: its share in the mixture. */
  share(positives: number): number;
  /** Fills `out`, of length `draws`, with item indices. */
  fill(out: Int32Array, random: RandomIntegers): void;
  /** The probability that one draw of this source is `item`. */
  probability(item: number): number;
  /** `[draws, dim]`, the constant vectors of what was last filled, where the item tower is not to compute them. */
  vectors?(): Float32Array;
}
