import type { RandomStream } from './random-stream.ts';

/** Draws an index with a chance in proportion to its weight, in constant time (Walker's alias method). */
export class AliasTable {
  readonly #size: number;
  /**
   * `[2 * n]`: for each column its threshold in 2^-32, then its alias. Side by side and small, as a draw waits for
   * memory more than for anything else. A full column is its own alias.
   */
  readonly #columns: Uint32Array;

  /** @param weights `[n]`, positive */
  constructor(weights: Float64Array) {
    const n = weights.length;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const threshold = weights.map((weight) => (weight * n) / total);
    const alias = Int32Array.from(weights, (_, i) => i);
    const small: number[] = [];
    const large: number[] = [];
    for (let i = 0; i < n; i++) {
      (threshold[i] < 1 ? small : large).push(i);
    }
    for (let poor = small.pop(), rich = large.pop(); poor !== undefined && rich !== undefined; ) {
      alias[poor] = rich;
      threshold[rich] -= 1 - threshold[poor];
      if (threshold[rich] < 1) {
        poor = rich;
        rich = large.pop();
      } else {
        poor = small.pop();
      }
    }
    this.#size = n;
    this.#columns = new Uint32Array(2 * n);
    for (let i = 0; i < n; i++) {
      this.#columns[2 * i] = Math.min(2 ** 32 - 1, Math.ceil(threshold[i] * 2 ** 32));
      this.#columns[2 * i + 1] = alias[i];
    }
  }

  draw(random: RandomStream): number {
    return this.#at(random.next(), random.next());
  }

  /**
   * Draws `out.length` at once.
   *
   * @param chances `[2 * out.length]`, uniform in [0, 1) with 32 bits
   */
  drawAll(chances: Float64Array, out: Int32Array): void {
    for (let i = 0; i < out.length; i++) {
      out[i] = this.#at(chances[2 * i], chances[2 * i + 1]);
    }
  }

  /** Computed, not branched: column or alias is chance, and a processor would guess half of it wrong. */
  #at(first: number, second: number): number {
    const column = Math.floor(first * this.#size);
    const alias = this.#columns[2 * column + 1];
    return alias + (column - alias) * Number(second * 2 ** 32 < this.#columns[2 * column]);
  }
}
