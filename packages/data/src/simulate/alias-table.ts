import type { RandomStream } from './random-stream.ts';

/** Draws an index with a chance in proportion to its weight, in constant time (Walker's alias method). */
export class AliasTable {
  readonly #threshold: Float64Array;
  readonly #alias: Int32Array;

  /** @param weights `[n]`, positive */
  constructor(weights: Float64Array) {
    const n = weights.length;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    this.#threshold = weights.map((weight) => (weight * n) / total);
    this.#alias = Int32Array.from(weights, (_, i) => i);
    const small: number[] = [];
    const large: number[] = [];
    for (let i = 0; i < n; i++) {
      (this.#threshold[i] < 1 ? small : large).push(i);
    }
    for (let poor = small.pop(), rich = large.pop(); poor !== undefined && rich !== undefined; ) {
      this.#alias[poor] = rich;
      this.#threshold[rich] -= 1 - this.#threshold[poor];
      if (this.#threshold[rich] < 1) {
        poor = rich;
        rich = large.pop();
      } else {
        poor = small.pop();
      }
    }
  }

  draw(random: RandomStream): number {
    const column = random.integer(this.#alias.length);
    return random.next() < this.#threshold[column] ? column : this.#alias[column];
  }
}
