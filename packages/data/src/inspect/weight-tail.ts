/** One bucket a sign, exponent and seven bits of a float: weights of one bucket differ by less than 1 %. */
const dropped = 16;

/** How much of the sum of many weights their greatest have, in memory that does not grow with their number. */
export class WeightTail {
  readonly #counts = new Float64Array(1 << (32 - dropped));
  readonly #sums = new Float64Array(1 << (32 - dropped));
  readonly #float = new Float32Array(1);
  readonly #bits = new Uint32Array(this.#float.buffer);

  /** @param weight a finite number from 0 on */
  add(weight: number): void {
    this.#float[0] = weight;
    const bucket = this.#bits[0] >>> dropped;
    this.#counts[bucket]++;
    this.#sums[bucket] += weight;
  }

  /** Share of the sum that the greatest `part` of the weights have, both in [0, 1]; 0 where there is no sum. */
  topShare(part: number): number {
    const total = this.#sums.reduce((a, b) => a + b, 0);
    let left = part * this.#counts.reduce((a, b) => a + b, 0);
    let top = 0;
    for (let bucket = this.#counts.length - 1; bucket >= 0 && left > 0; bucket--) {
      const taken = Math.min(left, this.#counts[bucket]);
      top += taken === 0 ? 0 : (this.#sums[bucket] * taken) / this.#counts[bucket];
      left -= taken;
    }
    return total > 0 ? top / total : 0;
  }
}
