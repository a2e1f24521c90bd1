import type { Ranking } from '@twotower/kernel';
import type { RowSet } from './row-set.ts';

/** The best rows of a search, best first, equal scores by row. Both arrays have the same length. */
export interface SearchResult {
  readonly rows: Int32Array;
  /** Inner products plus biases, rounded once to 32 bits; cosines where the vectors are unit vectors and have no bias. */
  readonly scores: Float32Array;
}

/** Those of several searches, `[queries, k]`: behind the last row of a query -1 and -Infinity. */
export interface ManyResults {
  readonly k: number;
  readonly rows: Int32Array;
  readonly scores: Float32Array;
}

/** Says whether a row may appear in the answer. */
export type Accept = (row: number) => boolean;

/** How {@link VectorSearch.searchMany} goes about it. */
export interface ManyOptions {
  /** Default all cores. */
  readonly threads?: number;
  readonly accept?: Accept | RowSet;
}

/** Nearest neighbours by inner product among `size` rows of `dim` numbers. */
export interface VectorSearch {
  readonly kind: 'exact' | 'ivf' | 'hnsw';
  readonly size: number;
  readonly dim: number;
  /**
   * The `k` best rows for a query `[dim]`: fewer than `k` only where fewer rows exist or are accepted. A function is asked
   * once a row; a {@link RowSet} of the index's size is faster.
   *
   * @throws IndexError where the query has another length or a value that is not finite, or `k` is not a whole number
   */
  search(query: Float32Array, k: number, accept?: Accept | RowSet): SearchResult;
  /** The same, and surely the best ones, however long that takes. @throws IndexError as {@link search} */
  searchExactly(query: Float32Array, k: number, accept?: Accept | RowSet): SearchResult;
  /** The same as {@link search} for queries `[n, dim]`. @throws IndexError as {@link search} */
  searchMany(queries: Float32Array, k: number, options?: ManyOptions): ManyResults;
  /** The same vectors with another bias `[size]`, or none; nothing is built anew. @throws IndexError where it does not fit */
  withBias(bias: Float32Array | undefined): VectorSearch;
}

/** One that was built over vectors; a row is a vector's position among them. */
export interface VectorIndex extends VectorSearch {
  withBias(bias: Float32Array | undefined): VectorIndex;
  /** Writes what {@link loadIndex} needs beside vectors and bias into an existing or new folder. */
  save(folder: string): Promise<void>;
}

/** Which index to build, as the config file says it. */
export type IndexChoice =
  | {
      /** Exact for small catalogues, lists above, tuned to find this share of the true best 100. */
      readonly kind: 'auto';
      readonly targetRecall: number;
    }
  | { readonly kind: 'exact' }
  | {
      readonly kind: 'ivf';
      /** Into how many lists the vectors are dealt: few make long lists to look through. Default four times the root of their number. */
      readonly lists?: number;
      /** How many lists a search looks at: few lose recall, many cost time. Default: as many as reach a recall of .98. */
      readonly probes?: number;
    }
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
  /** One number a row, added to its inner products, such as the logarithm of a prior. */
  readonly bias?: Float32Array;
  /** `[n, dim]` such as will be asked, by which recall is measured; default: rows of the index. */
  readonly queries?: Float32Array;
  /** Told, once a call, why something other than the wanted index is in use. */
  readonly onNotice?: (message: string) => void;
  /** `auto` scans up to this many rows and builds lists above. Default 200,000. */
  readonly exactUpTo?: number;
  /** What ranks: default the native kernel, or its plain form where it is not built. */
  readonly ranking?: Ranking;
}
