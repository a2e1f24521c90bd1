import type { Metrics } from '@twotower/schema';
import type { ShownItems } from './shown-items.ts';
import { hitsWithin, type UserMetric, userMetrics } from './user-metrics.ts';

const families: readonly (readonly [string, UserMetric])[] = Object.entries(userMetrics);

/**
 * Sums the metrics of DESIGN's contract over users, at several cut-offs: the means over users of `userMetrics`;
 * `interaction-hr@k` = hits over all test pairs; and, with `shown`, what was recommended of the catalogue.
 */
export class MetricSums {
  readonly #ks: readonly number[];
  readonly #shown: ShownItems | undefined;
  readonly #sums: readonly Float64Array[];
  readonly #hits: Float64Array;
  #users = 0;
  #pairs = 0;

  constructor(ks: readonly number[], shown?: ShownItems) {
    this.#ks = ks;
    this.#shown = shown;
    this.#sums = ks.map(() => new Float64Array(families.length));
    this.#hits = new Float64Array(ks.length);
  }

  get users(): number {
    return this.#users;
  }

  get pairs(): number {
    return this.#pairs;
  }

  /**
   * @param ranking items, best first
   * @param hits ranks, from 1 and ascending, at which `ranking` has one of the user's test items
   * @param relevant the size of the test set, at least 1
   */
  add(ranking: Int32Array, hits: readonly number[], relevant: number): void {
    this.#users++;
    this.#pairs += relevant;
    this.#shown?.add(ranking);
    if (hits.length === 0) {
      return;
    }
    for (let c = 0; c < this.#ks.length; c++) {
      const k = this.#ks[c];
      for (let f = 0; f < families.length; f++) {
        this.#sums[c][f] += families[f][1](hits, relevant, k);
      }
      this.#hits[c] += hitsWithin(hits, k);
    }
  }

  /** Flat names to values; empty where no user was added. */
  result(): Metrics {
    const metrics: Metrics = {};
    if (this.#users === 0) {
      return metrics;
    }
    this.#ks.forEach((k, c) => {
      families.forEach(([family], f) => {
        metrics[`${family}@${k}`] = this.#sums[c][f] / this.#users;
      });
      metrics[`interaction-hr@${k}`] = this.#hits[c] / this.#pairs;
    });
    return { ...metrics, ...this.#shown?.result() };
  }
}
