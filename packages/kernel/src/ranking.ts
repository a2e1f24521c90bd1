/**
 * The `k` best of `vectors[items, dim]` by inner product for each of `users[size, dim]`, best first, ties by the lower item, on
 * so many threads. User r's `masked` items, ascending between its offsets `[size + 1]`, never count.
 */
export interface TopItems {
  users: Float32Array;
  vectors: Float32Array;
  size: number;
  items: number;
  dim: number;
  k: number;
  threads: number;
  maskedOffsets: Int32Array;
  masked: Int32Array;
  /** Written, `[size, k]`: -1 behind the last. */
  ranking: Int32Array;
  /** Written, `[size, k]`: -Infinity behind the last. */
  scores: Float32Array;
}

/** How rows lie for a scan, and what is added to their scores. */
export interface RowLayout {
  /** The row of each place, -1 for a place without one, a multiple of {@link placesABlock} of them; default: all in order. */
  readonly order?: Int32Array;
  /** One number a row, added to its inner products. */
  readonly bias?: Float32Array;
  /** What {@link RowScan.packed} gave for the same vectors in the same order, here or in another thread: saves making it. */
  readonly packed?: PackedScan;
}

/** What a scan makes of its rows, so that a thread can make it for another. To be handed over, not copied: it lies aligned. */
export interface PackedScan {
  readonly codes: Uint8Array;
  readonly scales: Float32Array;
  readonly bounds: Float32Array;
  readonly largestNorm: number;
}

/** A block of places is the least that a scan can be told to look at. */
export const placesABlock = 16;

/** A question to a {@link RowScan}. */
export interface RowSearch {
  /** `[count, dim]` */
  readonly queries: Float32Array;
  readonly count: number;
  readonly k: number;
  readonly threads: number;
  /** A bit a row, the lowest of word 0 for row 0: rows that may be found; default all. */
  readonly allowed?: Uint32Array;
  /** What is looked at, default everything: of query c `blocks` from `offsets[c]` up to before `offsets[c + 1]`. */
  readonly stretches?: {
    /** `[count + 1]` */
    readonly offsets: Int32Array;
    /** Pairs: a block, and the one behind the last. */
    readonly blocks: Int32Array;
  };
  /** Written, `[count, k]`: rows, -1 behind the last. */
  readonly rows: Int32Array;
  /** Written, `[count, k]`: -Infinity behind the last. */
  readonly scores: Float32Array;
}

/** Rows made ready for searches of the best inner products. They are read in place: do not change them meanwhile. */
export interface RowScan {
  /** Undefined for a form that reads nothing but the vectors. */
  readonly packed?: PackedScan;
  /** The best rows in the looked-at blocks, exactly, best first, equal scores by the lower row. */
  best(search: RowSearch): void;
  /** The same rows with another bias; nothing of them is copied. */
  withBias(bias: Float32Array | undefined): RowScan;
}

/**
 * Ranking by inner product. A score of a {@link RowScan} is the sum of {@link rowScore}, so that each form and processor gives the
 * same bits.
 */
export interface Ranking {
  topItems(search: TopItems): void;
  /** `vectors` are rows of `dim` finite numbers. */
  scanOf(vectors: Float32Array, dim: number, layout?: RowLayout): RowScan;
}
