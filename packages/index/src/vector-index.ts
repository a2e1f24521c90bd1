/** The best rows of a search, best first, equal scores by row. Both arrays have the same length. */
export interface SearchResult {
  readonly rows: Int32Array;
  /** Dot products and the row's bias, rounded to 32 bits; cosines where the vectors are unit vectors. */
  readonly scores: Float32Array;
}

/** Says whether a row may appear in the answer. */
export type Accept = (row: number) => boolean;

/** Nearest neighbours by dot product over `size` vectors of `dim` numbers; a row is a vector's position. */
export interface VectorIndex {
  readonly kind: 'exact' | 'hnsw';
  readonly size: number;
  readonly dim: number;
  /**
   * The `k` best rows for a query `[dim]`: fewer than `k` only where fewer rows exist or are accepted.
   *
   * @throws IndexError where the query has another length or a value that is not finite, or `k` is not a whole number
   */
  search(query: Float32Array, k: number, accept?: Accept): SearchResult;
  /** Writes what {@link loadIndex} needs beside the vectors themselves into an existing or new folder. */
  save(folder: string): Promise<void>;
}

/** Which index to build, as the config file says it. */
export type IndexChoice =
  | {
      /** Exact for small catalogues, HNSW above, tuned to find this share of the true best 100. */
      readonly kind: 'auto';
      readonly targetRecall: number;
    }
  | { readonly kind: 'exact' }
  | {
      readonly kind: 'hnsw';
      /** Links a vector: too few lose recall, too many cost memory (about `8 m` bytes a vector). Default 16. */
      readonly m: number;
      /** Candidates while building: too few make a poor graph, too many a slow build. Default 200. */
      readonly efConstruction: number;
      /** Candidates while searching: too few lose recall, too many cost time. Default 200. */
      readonly ef: number;
    };

/** What {@link buildIndex} and {@link loadIndex} can be told. */
export interface IndexOptions {
  /** `[size]`, added to every score of its row. The index reads it in place. {@link loadIndex} is to be given the same. */
  readonly bias?: Float32Array;
  /** Told, once a call, why something other than the wanted index is in use. */
  readonly onNotice?: (message: string) => void;
  /** `auto` scans up to this many rows and builds a graph above. Default 50,000. */
  readonly exactUpTo?: number;
}
