/** A small seeded generator (sfc32). Every user, item and day has its own, so that none depends on the others. */
export class RandomStream {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;
  #spare = Number.NaN;

  /**
   * @param seed the run's seed, any safe integer
   * @param purpose what is drawn, so that two kinds of draws never share a sequence
   * @param index which user, item or slot
   */
  constructor(seed: number, purpose: number, index = 0) {
    const high = Math.floor(seed / 0x100000000);
    this.#a = mix(seed ^ 0x9e3779b9);
    this.#b = mix((this.#a + high + Math.imul(purpose, 0x85ebca6b)) | 0);
    this.#c = mix((this.#b + Math.imul(index + 1, 0xc2b2ae35)) | 0);
    for (let i = 0; i < 12; i++) {
      this.next();
    }
  }

  /** Uniform in [0, 1), 32 bits. */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 0x100000000;
  }

  /** Uniform in {0, ..., n - 1}. */
  integer(n: number): number {
    return Math.floor(this.next() * n);
  }

  /** Standard normal by Marsaglia's polar method: no sine or cosine, whose last bit differs between engines. */
  normal(): number {
    if (!Number.isNaN(this.#spare)) {
      const spare = this.#spare;
      this.#spare = Number.NaN;
      return spare;
    }
    for (;;) {
      const x = 2 * this.next() - 1;
      const y = 2 * this.next() - 1;
      const square = x * x + y * y;
      if (square > 0 && square < 1) {
        const scale = Math.sqrt((-2 * Math.log(square)) / square);
        this.#spare = y * scale;
        return x * scale;
      }
    }
  }

  /** Fills `out` as {@link next} would one by one; faster, as the state stays in registers. */
  fill(out: Float64Array): void {
    let a = this.#a;
    let b = this.#b;
    let c = this.#c;
    let counter = this.#counter;
    for (let i = 0; i < out.length; i++) {
      const sum = (a + b + counter) | 0;
      counter = (counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + sum) | 0;
      out[i] = (sum >>> 0) / 0x100000000;
    }
    this.#a = a;
    this.#b = b;
    this.#c = c;
    this.#counter = counter;
  }

  /** One of the options, each with a chance in proportion to its weight. */
  pick<T>(options: readonly T[], weights?: readonly number[]): T {
    if (!weights) {
      return options[this.integer(options.length)];
    }
    let total = 0;
    for (let i = 0; i < weights.length; i++) {
      total += weights[i];
    }
    let left = this.next() * total;
    let chosen = 0;
    while (chosen < options.length - 1 && left >= weights[chosen]) {
      left -= weights[chosen++];
    }
    return options[chosen];
  }
}

/** A bijection of 32-bit integers that spreads neighbouring seeds apart. */
function mix(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}
