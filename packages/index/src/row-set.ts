/** A set of the rows of an index, one bit a row. */
export class RowSet {
  /** Rows are 0 up to this. */
  readonly size: number;
  /** The lowest bit of word 0 stands for row 0. */
  readonly words: Uint32Array;
  #count: number | undefined;

  private constructor(size: number, words: Uint32Array) {
    this.size = size;
    this.words = words;
  }

  static none(size: number): RowSet {
    return new RowSet(size, new Uint32Array(Math.ceil(size / 32)));
  }

  static all(size: number): RowSet {
    return RowSet.none(size).not();
  }

  /** Those that a test, asked once a row, accepts. */
  static of(size: number, accept: (row: number) => boolean): RowSet {
    const set = RowSet.none(size);
    for (let row = 0; row < size; row++) if (accept(row)) set.words[row >> 5] |= 1 << (row & 31);
    return set;
  }

  has(row: number): boolean {
    return ((this.words[row >> 5] >>> (row & 31)) & 1) === 1;
  }

  add(row: number): void {
    this.words[row >> 5] |= 1 << (row & 31);
    this.#count = undefined;
  }

  delete(row: number): void {
    this.words[row >> 5] &= ~(1 << (row & 31));
    this.#count = undefined;
  }

  /** How many rows are in it. */
  get count(): number {
    this.#count ??= this.words.reduce((sum, word) => sum + bitsOf(word), 0);
    return this.#count;
  }

  /** The rows in it, ascending. */
  *rows(): Generator<number> {
    for (let word = 0; word < this.words.length; word++) {
      for (let bits = this.words[word]; bits !== 0; bits &= bits - 1) {
        yield word * 32 + 31 - Math.clz32(bits & -bits);
      }
    }
  }

  /** The same rows among more or fewer: those past the end are gone, others not in it. */
  resized(size: number): RowSet {
    const set = RowSet.none(size);
    set.words.set(this.words.subarray(0, set.words.length));
    return size < this.size ? set.not().not() : set;
  }

  copy(): RowSet {
    return new RowSet(this.size, this.words.slice());
  }

  and(other: RowSet): RowSet {
    return new RowSet(
      this.size,
      this.words.map((word, i) => word & other.words[i]),
    );
  }

  or(other: RowSet): RowSet {
    return new RowSet(
      this.size,
      this.words.map((word, i) => word | other.words[i]),
    );
  }

  not(): RowSet {
    const words = this.words.map((word) => ~word);
    const rest = this.size % 32;
    if (rest > 0) words[words.length - 1] &= 2 ** rest - 1;
    return new RowSet(this.size, words);
  }
}

function bitsOf(word: number): number {
  const twos = word - ((word >>> 1) & 0x55555555);
  const fours = (twos & 0x33333333) + ((twos >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
