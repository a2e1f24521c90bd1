import type { NegativeSource, RandomIntegers } from './negative-source.ts';

/** The columns of a batch's score matrix. */
export interface Candidates {
  /** `[C]` item indices, the batch's own positives first. */
  readonly items: Int32Array;
  /** `[C]` log of each candidate's probability per draw under the mixture of all sources; zeros without logQ. */
  readonly logQ: Float32Array;
}

/**
 * Draws the candidates of a batch from several sources at once.
 *
 * With S_s candidates from source s, a candidate's probability per draw is that of the normalised mixture,
 * `Q(j) = sum_s S_s / (sum_s S_s) * p_s(j)`. Example: 2 positives and 2 uniform draws of 4 items, an item with half of
 * all positives has Q = 1/2 * 1/2 + 1/2 * 1/4 = 0.375. Source: Yang et al. 2020 (mixed negative sampling).
 */
export function drawCandidates(
  sources: readonly NegativeSource[],
  positives: Int32Array,
  random: RandomIntegers,
  logQ: 'none' | 'count',
): Candidates {
  const rows = positives.length;
  const drawn = sources.reduce((sum, source) => sum + source.draws(rows), 0);
  const items = new Int32Array(rows + drawn);
  items.set(positives);
  let start = rows;
  for (const source of sources) {
    const draws = source.draws(rows);
    source.fill(items.subarray(start, start + draws), random);
    start += draws;
  }
  return {
    items,
    logQ: logQ === 'none' ? new Float32Array(items.length) : mixtureLogQ(sources, rows, items),
  };
}

/** `[items.length]` logs of the mixture's probabilities for a batch of `rows` positives. */
export function mixtureLogQ(
  sources: readonly NegativeSource[],
  rows: number,
  items: Int32Array,
): Float32Array {
  const shares = sources.map((source) => source.share(rows));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return Float32Array.from(items, (item) => {
    let probability = 0;
    for (let s = 0; s < sources.length; s++) {
      probability += (shares[s] / total) * sources[s].probability(item);
    }
    return Math.log(Math.max(probability, Number.MIN_VALUE));
  });
}
