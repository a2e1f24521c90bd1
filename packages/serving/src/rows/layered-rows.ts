/** Rows a block holds at most; a slot is a block and a place in it. */
const placesABlock = 1 << 16;

interface Layers {
  readonly base: Float32Array;
  readonly dim: number;
  readonly size: number;
  /** `[size]` where each row lies, -1 for in the base; undefined while nothing is changed. */
  readonly slots: Int32Array | undefined;
  /** What changes brought, as it came, each of whole rows. */
  readonly blocks: readonly Float32Array[];
  /** Rows in all blocks, and those of them that hold now. */
  readonly held: number;
  readonly live: number;
}

/**
 * Rows of numbers, `[size, dim]`, that never change: {@link LayeredRows.with} gives others that share all rows but the changed
 * ones. A change costs its own rows and 4 bytes a row of all; what it brings is kept and not copied.
 */
export class LayeredRows {
  readonly #layers: Layers;

  private constructor(layers: Layers) {
    this.#layers = layers;
  }

  /** Over the whole rows of an array, which must not change any more. */
  static over(base: Float32Array, dim: number): LayeredRows {
    return new LayeredRows({
      base,
      dim,
      size: base.length / dim,
      slots: undefined,
      blocks: [],
      held: 0,
      live: 0,
    });
  }

  get size(): number {
    return this.#layers.size;
  }

  get dim(): number {
    return this.#layers.dim;
  }

  /** The base itself, where no row has changed. */
  get unchanged(): Float32Array | undefined {
    return this.#layers.slots === undefined ? this.#layers.base : undefined;
  }

  /** A row as a view; zeros for one past the base that nothing was said of. */
  row(row: number): Float32Array {
    const { base, dim, slots, blocks } = this.#layers;
    const slot = slots === undefined ? -1 : slots[row];
    if (slot >= 0) return rowOf(blocks[Math.floor(slot / placesABlock)], slot % placesABlock, dim);
    return row * dim < base.length ? rowOf(base, row, dim) : new Float32Array(dim);
  }

  /** Whether a change brought the row. */
  isChanged(row: number): boolean {
    const { slots } = this.#layers;
    return slots !== undefined && slots[row] >= 0;
  }

  /** Some rows one after another, `[rows.length, dim]`, copied. */
  gather(rows: Int32Array): Float32Array {
    const { dim } = this.#layers;
    const values = new Float32Array(rows.length * dim);
    for (let at = 0; at < rows.length; at++) values.set(this.row(rows[at]), at * dim);
    return values;
  }

  /**
   * The same with other values `[rows.length, dim]` for some rows. A row past the end makes it longer. `values` are kept: they
   * must not change any more.
   */
  with(rows: Int32Array, values: Float32Array): LayeredRows {
    if (rows.length === 0) return this;
    const { dim, size, slots, blocks, held, live } = this.#layers;
    const grown = new Int32Array(rows.reduce((most, row) => Math.max(most, row + 1), size)).fill(-1);
    if (slots !== undefined) grown.set(slots);
    const added: Float32Array[] = [];
    let fresh = 0;
    for (let at = 0; at < rows.length; at++) {
      const place = at % placesABlock;
      if (place === 0) added.push(values.subarray(at * dim, (at + placesABlock) * dim));
      if (grown[rows[at]] < 0) fresh++;
      grown[rows[at]] = (blocks.length + added.length - 1) * placesABlock + place;
    }
    const changed = new LayeredRows({
      ...this.#layers,
      size: grown.length,
      slots: grown,
      blocks: [...blocks, ...added],
      held: held + rows.length,
      live: live + fresh,
    });
    return changed.#isWasteful() ? changed.#compact() : changed;
  }

  #isWasteful(): boolean {
    const { held, live, blocks } = this.#layers;
    return held > 2 * live + 1024 || blocks.length > Math.ceil(held / placesABlock) + 512;
  }

  /** The same rows in blocks that hold nothing else. */
  #compact(): LayeredRows {
    const { base, dim, slots = new Int32Array(0), live } = this.#layers;
    const rows = new Int32Array(live);
    const values = new Float32Array(live * dim);
    let at = 0;
    for (let row = 0; row < slots.length; row++) {
      if (slots[row] < 0) continue;
      rows[at] = row;
      values.set(this.row(row), at++ * dim);
    }
    return LayeredRows.over(base, dim).with(rows, values);
  }
}

function rowOf(rows: Float32Array, row: number, dim: number): Float32Array {
  return rows.subarray(row * dim, (row + 1) * dim);
}
