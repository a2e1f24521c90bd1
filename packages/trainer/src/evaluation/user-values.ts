import { ndcg, recall } from './user-metrics.ts';

/** Each examined user's own metrics, kept so that two scorers can be compared user by user. */
export interface UserValues {
  readonly metrics: readonly string[];
  /** Row-major `[users, metrics]`, users in the order of examination: the same for every scorer. */
  readonly values: Float32Array;
}

/** Collects `recall@k` and `ndcg@k` of up to `users` users: 8 bytes a user and cut-off. */
export class UserValuesBuilder {
  readonly #ks: readonly number[];
  readonly #values: Float32Array;
  #at = 0;

  constructor(ks: readonly number[], users: number) {
    this.#ks = ks;
    this.#values = new Float32Array(2 * ks.length * users);
  }

  add(hits: readonly number[], relevant: number): void {
    for (const k of this.#ks) {
      this.#values[this.#at++] = recall(hits, relevant, k);
      this.#values[this.#at++] = ndcg(hits, relevant, k);
    }
  }

  result(): UserValues {
    return {
      metrics: this.#ks.flatMap((k) => [`recall@${k}`, `ndcg@${k}`]),
      values: this.#values.slice(0, this.#at),
    };
  }
}
