import type { PackedScan, RowScan } from '@twotower/kernel';
import { checkBias, checkQueries, checkQuery } from '../check-vectors.ts';
import { acceptedRows, findMany, findOne } from '../found.ts';
import { writeIndexRecord } from '../index-record.ts';
import { ranking } from '../ranking.ts';
import type { RowSet } from '../row-set.ts';
import type {
  Accept,
  IndexOptions,
  ManyOptions,
  ManyResults,
  SearchResult,
  VectorIndex,
} from '../vector-index.ts';

/** Looks at every vector: always right. */
export class ExactIndex implements VectorIndex {
  readonly kind = 'exact';
  readonly size: number;
  readonly dim: number;
  readonly #scan: RowScan;

  private constructor(scan: RowScan, size: number, dim: number) {
    this.#scan = scan;
    this.size = size;
    this.dim = dim;
  }

  /** Over vectors `[size, dim]` of finite numbers, which it reads in place. @param packed of the same vectors, where it is there */
  static over(
    vectors: Float32Array,
    dim: number,
    { bias, ranking: ranks = ranking() }: Pick<IndexOptions, 'bias' | 'ranking'> = {},
    packed?: PackedScan,
  ): ExactIndex {
    return new ExactIndex(ranks.scanOf(vectors, dim, { bias, packed }), vectors.length / dim, dim);
  }

  /** What can be handed to another thread, to make the same over the same vectors. */
  get packed(): PackedScan | undefined {
    return this.#scan.packed;
  }

  search(query: Float32Array, k: number, accept?: Accept | RowSet): SearchResult {
    checkQuery(query, k, this.dim);
    const allowed = acceptedRows(this.size, accept)?.words;
    return findOne(this.#scan, query, Math.min(k, this.size), { allowed });
  }

  searchExactly(query: Float32Array, k: number, accept?: Accept | RowSet): SearchResult {
    return this.search(query, k, accept);
  }

  searchMany(queries: Float32Array, k: number, { threads, accept }: ManyOptions = {}): ManyResults {
    checkQueries(queries, k, this.dim);
    const allowed = acceptedRows(this.size, accept)?.words;
    return findMany(this.#scan, queries, this.dim, k, { threads, allowed });
  }

  withBias(bias: Float32Array | undefined): ExactIndex {
    checkBias(bias, this.size);
    return new ExactIndex(this.#scan.withBias(bias), this.size, this.dim);
  }

  async save(folder: string): Promise<void> {
    await writeIndexRecord(folder, { formatVersion: 1, kind: 'exact', size: this.size, dim: this.dim });
  }
}
