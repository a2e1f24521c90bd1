import type { Metrics } from '@twotower/schema';

/**
 * Counts how often each item is recommended within k, at several cut-offs: what a recommender does with the catalogue.
 *
 * `coverage@k` = share of the catalogue that some user is shown. `gini@k` = `sum_i (2i - n - 1) c_i / (n sum_i c_i)`
 * over the n items' counts c in ascending order: 0 where all are shown equally often, `1 - 1/n` where only one is (Gini
 * 1912). `popularity@k` = mean over all recommended places of the item's percentile of popularity: the share of the
 * catalogue with fewer training positives, ties by half. It is 0.5 for items at random, and comparable between
 * catalogues, which mean counts (Yin et al. 2012) are not.
 *
 * Holds 4 bytes an item and cut-off.
 */
export class ShownItems {
  /** Ascending; what was shown between two of them is counted once and added up at the end. */
  readonly #ks: readonly number[];
  readonly #counts: readonly Uint32Array[];
  readonly #percentiles: Float64Array;

  /** @param percentiles `[items]`, of {@link popularityPercentiles} */
  constructor(ks: readonly number[], percentiles: Float64Array) {
    this.#ks = [...ks].sort((a, b) => a - b);
    this.#counts = ks.map(() => new Uint32Array(percentiles.length));
    this.#percentiles = percentiles;
  }

  /** @param ranking what one user is shown, best first */
  add(ranking: Int32Array): void {
    let from = 0;
    this.#ks.forEach((k, c) => {
      const to = Math.min(k, ranking.length);
      const counts = this.#counts[c];
      for (let r = from; r < to; r++) {
        counts[ranking[r]]++;
      }
      from = to;
    });
  }

  result(): Metrics {
    const metrics: Metrics = {};
    const items = this.#percentiles.length;
    const counts = new Float64Array(items);
    this.#ks.forEach((k, c) => {
      let shown = 0;
      let places = 0;
      let percentiles = 0;
      for (let item = 0; item < items; item++) {
        counts[item] += this.#counts[c][item];
        shown += counts[item] > 0 ? 1 : 0;
        places += counts[item];
        percentiles += counts[item] * this.#percentiles[item];
      }
      metrics[`coverage@${k}`] = shown / items;
      metrics[`gini@${k}`] = gini(counts, places);
      metrics[`popularity@${k}`] = places > 0 ? percentiles / places : 0;
    });
    return metrics;
  }
}

/** `[items]`: the share of items with fewer positives, those with as many counted by half. The mean is 0.5. */
export function popularityPercentiles(counts: Float64Array): Float64Array {
  const sorted = counts.slice().sort();
  const percentile = new Map<number, number>();
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && sorted[end] === sorted[start]) {
      end++;
    }
    percentile.set(sorted[start], (start + end) / 2 / sorted.length);
    start = end;
  }
  return counts.map((count) => percentile.get(count) ?? 0);
}

function gini(counts: Float64Array, total: number): number {
  const n = counts.length;
  const sum = counts
    .slice()
    .sort()
    .reduce((partial, count, i) => partial + (2 * (i + 1) - n - 1) * count, 0);
  return total > 0 ? sum / (n * total) : 0;
}
