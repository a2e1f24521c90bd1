import type { NegativeSource, RandomIntegers } from './negative-source.ts';

/** The columns of a batch's score matrix; row r's own positive is column r. */
export interface Candidates {
  /** `[C]` item indices: the batch's own positives, what the sources drew, then what has constant vectors. */
  readonly items: Int32Array;
  /**
   * `[C]` log of each candidate's probability per draw, normalised over all draws; zeros without logQ. A loss subtracts
   * it from the scores of negatives, after the temperature.
   */
  readonly logQ: Float32Array;
  /** `[B]` what the plain form subtracts from each row's own positive: `logQ` of its column, but see `allItems`. */
  readonly positiveLogQ: Float32Array;
  /**
   * The log-probability of a column that stands for itself only and for no draw, such as a row's private hard negative:
   * `-log C`, weight 1 in the estimated sum over the catalogue; 0 without logQ.
   */
  readonly onceLogQ: number;
  /** How many columns, the first ones, the item tower must compute. */
  readonly encoded: number;
  /** `[C - encoded, dim]` constant vectors of the other columns, the caller's own. */
  readonly vectors: Float32Array;
}

/**
 * Draws the candidates of a batch from several sources at once.
 *
 * With S_s candidates from source s, a candidate's probability per draw is that of the normalised mixture,
 * `Q(j) = sum_s S_s / (sum_s S_s) * p_s(j)`. Example: 2 positives and 2 uniform draws of 4 items, an item with half of
 * all positives has Q = 1/2 * 1/2 + 1/2 * 1/4 = 0.375. Source: Yang et al. 2020 (mixed negative sampling).
 *
 * With an exhaustive source nothing is left to chance: `Q(j)` is the share of the C columns that hold item j, whatever
 * `logQ` says, which makes the corrected sum over the columns the exact one over the catalogue.
 *
 * @param sources with in-batch among them, unless the loss leaves the other rows' positives out
 * @param logQ where the in-batch frequency is from; the source holds it, here all but `none` mean the same
 */
export function drawCandidates(
  sources: readonly NegativeSource[],
  positives: Int32Array,
  random: RandomIntegers,
  logQ: 'none' | 'count' | 'streaming',
): Candidates {
  const rows = positives.length;
  const towered = sources.filter((source) => source.vectors === undefined);
  const constant = sources.filter((source) => source.vectors !== undefined);
  const drawnBy = (some: readonly NegativeSource[]) =>
    some.reduce((sum, source) => sum + source.draws(rows), 0);
  const encoded = rows + drawnBy(towered);
  const items = new Int32Array(encoded + drawnBy(constant));
  items.set(positives);
  let start = rows;
  for (const source of [...towered, ...constant]) {
    const end = start + source.draws(rows);
    source.fill(items.subarray(start, end), random);
    start = end;
  }
  return {
    items,
    ...correction(sources, rows, items, logQ),
    encoded,
    vectors: joined(constant.map((source) => source.vectors?.() ?? new Float32Array())),
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
  const logQ = new Float32Array(items.length);
  for (let column = 0; column < items.length; column++) {
    let probability = 0;
    for (let s = 0; s < sources.length; s++) {
      probability += (shares[s] / total) * sources[s].probability(items[column]);
    }
    logQ[column] = Math.log(Math.max(probability, Number.MIN_VALUE));
  }
  return logQ;
}

function correction(
  sources: readonly NegativeSource[],
  rows: number,
  items: Int32Array,
  logQ: 'none' | 'count' | 'streaming',
): Pick<Candidates, 'logQ' | 'positiveLogQ' | 'onceLogQ'> {
  const onceLogQ = -Math.log(items.length);
  const exhaustive = sources.find((source) => source.exhaustive);
  if (exhaustive) {
    return {
      logQ: columnShares(items, exhaustive.draws(rows)),
      positiveLogQ: new Float32Array(rows).fill(onceLogQ),
      onceLogQ,
    };
  }
  if (logQ === 'none') {
    return {
      logQ: new Float32Array(items.length),
      positiveLogQ: new Float32Array(rows),
      onceLogQ: 0,
    };
  }
  const mixture = mixtureLogQ(sources, rows, items);
  return { logQ: mixture, positiveLogQ: mixture.slice(0, rows), onceLogQ };
}

/** `[C]` log of the share of columns that hold the column's item, of a catalogue of so many. */
function columnShares(items: Int32Array, catalogue: number): Float32Array {
  const columns = new Int32Array(catalogue);
  for (let column = 0; column < items.length; column++) {
    columns[items[column]]++;
  }
  const logQ = new Float32Array(items.length);
  for (let column = 0; column < items.length; column++) {
    logQ[column] = Math.log(columns[items[column]] / items.length);
  }
  return logQ;
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let start = 0;
  for (const part of parts) {
    all.set(part, start);
    start += part.length;
  }
  return all;
}
