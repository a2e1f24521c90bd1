import type { Metrics } from '@twotower/schema';

/**
 * Sums the metrics of DESIGN's contract over users, at several cut-offs.
 *
 * For a user with test set T and ranking r: `recall@k = hits / |T|`; `hr@k = hits > 0`; `mrr@k = 1 / rank` of the first
 * hit within k, else 0; `ndcg@k = sum over hits of 1 / log2(rank + 1)` over the best that min(k, |T|) hits could have;
 * all averaged over users. `interaction-hr@k` = hits over all test pairs; `coverage@k` = share of the catalogue that
 * some user is shown.
 *
 * Example: T = {a, b}, ranking a, c, b; at k = 2: recall 1/2, hr 1, mrr 1, ndcg 1 / (1 + 1/log2 3) = 0.613.
 */
export class MetricSums {
  readonly #ks: readonly number[];
  readonly #catalogue: number;
  readonly #sums: Float64Array[];
  readonly #shown: Uint8Array[];
  readonly #hits: Float64Array;
  #users = 0;
  #pairs = 0;

  constructor(ks: readonly number[], catalogue: number) {
    this.#ks = ks;
    this.#catalogue = catalogue;
    this.#sums = ks.map(() => new Float64Array(4));
    this.#shown = ks.map(() => new Uint8Array(catalogue));
    this.#hits = new Float64Array(ks.length);
  }

  get users(): number {
    return this.#users;
  }

  /**
   * @param ranking item indices, best first
   * @param length how many entries of `ranking` count
   * @param isRelevant whether an item is in the user's test set
   * @param relevant the size of the test set, at least 1
   */
  add(ranking: Int32Array, length: number, isRelevant: (item: number) => boolean, relevant: number): void {
    this.#users++;
    this.#pairs += relevant;
    for (let c = 0; c < this.#ks.length; c++) {
      const k = this.#ks[c];
      let hits = 0;
      let gain = 0;
      let first = 0;
      for (let rank = 1; rank <= Math.min(k, length); rank++) {
        const item = ranking[rank - 1];
        this.#shown[c][item] = 1;
        if (isRelevant(item)) {
          hits++;
          gain += 1 / Math.log2(rank + 1);
          first ||= rank;
        }
      }
      const sums = this.#sums[c];
      sums[0] += hits / relevant;
      sums[1] += gain / idealGain(Math.min(k, relevant));
      sums[2] += hits > 0 ? 1 : 0;
      sums[3] += first > 0 ? 1 / first : 0;
      this.#hits[c] += hits;
    }
  }

  /** Flat names to values; empty where no user was added. */
  result(): Metrics {
    const metrics: Metrics = {};
    if (this.#users === 0) {
      return metrics;
    }
    this.#ks.forEach((k, c) => {
      const [recall, ndcg, hr, mrr] = this.#sums[c];
      metrics[`recall@${k}`] = recall / this.#users;
      metrics[`ndcg@${k}`] = ndcg / this.#users;
      metrics[`hr@${k}`] = hr / this.#users;
      metrics[`mrr@${k}`] = mrr / this.#users;
      metrics[`interaction-hr@${k}`] = this.#hits[c] / this.#pairs;
      metrics[`coverage@${k}`] = this.#shown[c].reduce((sum, x) => sum + x, 0) / this.#catalogue;
    });
    return metrics;
  }
}

function idealGain(hits: number): number {
  let gain = 0;
  for (let rank = 1; rank <= hits; rank++) {
    gain += 1 / Math.log2(rank + 1);
  }
  return gain;
}
