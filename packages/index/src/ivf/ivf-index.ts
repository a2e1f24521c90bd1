import { type PackedScan, placesABlock, type Ranking, type RowScan } from '@twotower/kernel';
import { checkBias, checkQueries, checkQuery } from '../check-vectors.ts';
import { acceptedRows, findMany, findOne, oneByOne } from '../found.ts';
import type { RowSet } from '../row-set.ts';
import type { Accept, ManyOptions, ManyResults, SearchResult, VectorIndex } from '../vector-index.ts';
import { saveLists } from './ivf-file.ts';
import { type ListLayout, type Lists, listLayout } from './list-layout.ts';

interface Parts {
  readonly lists: Lists;
  readonly layout: ListLayout;
  readonly size: number;
  readonly dim: number;
  /** Of the centres. */
  readonly centreScan: RowScan;
  readonly rowScan: RowScan;
}

export interface IvfOptions {
  readonly probes: number;
  readonly bias?: Float32Array;
  /** Of the same lists, where it is there. */
  readonly packed?: PackedLists;
}

/** What can be handed to another thread, to make the same lists over the same vectors. */
export interface PackedLists {
  readonly rows?: PackedScan;
  readonly centres?: PackedScan;
}

/**
 * Vectors dealt to lists by their nearest centre. A search looks, exactly, through the lists whose centres are best for the query:
 * through all where those hold fewer than `k` rows, or where a filter leaves less than half of what they hold.
 */
export class IvfIndex implements VectorIndex {
  readonly kind = 'ivf';
  readonly size: number;
  readonly dim: number;
  /** How many lists a search looks at. */
  readonly probes: number;
  readonly #parts: Parts;

  private constructor(parts: Parts, probes: number) {
    this.#parts = parts;
    this.size = parts.size;
    this.dim = parts.dim;
    this.probes = probes;
  }

  static over(
    ranks: Ranking,
    vectors: Float32Array,
    dim: number,
    lists: Lists,
    { probes, bias, packed }: IvfOptions,
  ): IvfIndex {
    const layout = listLayout(lists.listOf, lists.centres.length / dim);
    const parts = {
      lists,
      layout,
      size: vectors.length / dim,
      dim,
      centreScan: ranks.scanOf(lists.centres, dim, {
        bias: biasOfLists(lists, dim, bias),
        packed: packed?.centres,
      }),
      rowScan: ranks.scanOf(vectors, dim, { order: layout.order, bias, packed: packed?.rows }),
    };
    return new IvfIndex(parts, probes);
  }

  /** The lists themselves, and what the scans made of them. */
  get dealt(): { readonly lists: Lists; readonly packed: PackedLists } {
    const { lists, rowScan, centreScan } = this.#parts;
    return { lists, packed: { rows: rowScan.packed, centres: centreScan.packed } };
  }

  get lists(): number {
    return this.#parts.lists.centres.length / this.dim;
  }

  search(query: Float32Array, k: number, accept?: Accept | RowSet): SearchResult {
    checkQuery(query, k, this.dim);
    const { rowScan } = this.#parts;
    const wanted = Math.min(k, this.size);
    const accepted = acceptedRows(this.size, accept);
    const allowed = accepted?.words;
    if (accepted === undefined || accepted.count * 2 >= this.size) {
      const stretches = this.#stretches(query, 1);
      if (accepted === undefined || this.#holdHalf(stretches.blocks, accepted)) {
        const found = findOne(rowScan, query, wanted, { allowed, stretches });
        if (found.rows.length === wanted) return found;
      }
    }
    return findOne(rowScan, query, wanted, { allowed });
  }

  searchExactly(query: Float32Array, k: number, accept?: Accept | RowSet): SearchResult {
    checkQuery(query, k, this.dim);
    const allowed = acceptedRows(this.size, accept)?.words;
    return findOne(this.#parts.rowScan, query, Math.min(k, this.size), { allowed });
  }

  searchMany(queries: Float32Array, k: number, { threads, accept }: ManyOptions = {}): ManyResults {
    checkQueries(queries, k, this.dim);
    const accepted = acceptedRows(this.size, accept);
    if (accepted !== undefined) {
      return oneByOne(queries, this.dim, k, (query) => this.search(query, k, accepted));
    }
    const { rowScan } = this.#parts;
    const stretches = this.#stretches(queries, threads);
    const found = findMany(rowScan, queries, this.dim, k, { threads, stretches });
    const wanted = Math.min(k, this.size);
    for (let q = 0; wanted > 0 && q < queries.length / this.dim; q++) {
      if (found.rows[q * k + wanted - 1] >= 0) continue;
      const all = findOne(rowScan, queries.subarray(q * this.dim, (q + 1) * this.dim), wanted);
      found.rows.set(all.rows, q * k);
      found.scores.set(all.scores, q * k);
    }
    return found;
  }

  withBias(bias: Float32Array | undefined): IvfIndex {
    checkBias(bias, this.size);
    const { lists, dim, centreScan, rowScan } = this.#parts;
    const parts = {
      ...this.#parts,
      centreScan: centreScan.withBias(biasOfLists(lists, dim, bias)),
      rowScan: rowScan.withBias(bias),
    };
    return new IvfIndex(parts, this.probes);
  }

  /** The same lists, of which a search looks at another number. */
  withProbes(probes: number): IvfIndex {
    return new IvfIndex(this.#parts, probes);
  }

  save(folder: string): Promise<void> {
    return saveLists(folder, this.#parts.lists, this.dim, this.probes);
  }

  /** The blocks of the lists to look at for each query. */
  #stretches(queries: Float32Array, threads: number | undefined) {
    const { layout, centreScan } = this.#parts;
    const probes = Math.min(this.probes, this.lists);
    const { rows } = findMany(centreScan, queries, this.dim, probes, { threads });
    const blocks = new Int32Array(2 * rows.length);
    for (let i = 0; i < rows.length; i++) {
      blocks[2 * i] = layout.blocks[rows[i]];
      blocks[2 * i + 1] = layout.blocks[rows[i] + 1];
    }
    const offsets = new Int32Array(queries.length / this.dim + 1);
    for (let q = 0; q < offsets.length; q++) offsets[q] = q * probes;
    return { offsets, blocks };
  }

  /** Whether at least half of the rows in the stretches are accepted. */
  #holdHalf(stretches: Int32Array, accepted: RowSet): boolean {
    const { order } = this.#parts.layout;
    let held = 0;
    let kept = 0;
    for (let s = 0; s < stretches.length; s += 2) {
      const end = stretches[s + 1] * placesABlock;
      for (let place = stretches[s] * placesABlock; place < end && order[place] >= 0; place++) {
        held++;
        if (accepted.has(order[place])) kept++;
      }
    }
    return kept * 2 >= held;
  }
}

/** The mean of the rows' biases in each list. */
function biasOfLists(
  { centres, listOf }: Lists,
  dim: number,
  bias: Float32Array | undefined,
): Float32Array | undefined {
  if (bias === undefined) return undefined;
  const sums = new Float64Array(centres.length / dim);
  const counts = new Float64Array(sums.length);
  listOf.forEach((list, row) => {
    sums[list] += bias[row];
    counts[list]++;
  });
  return Float32Array.from(sums, (sum, list) => sum / Math.max(1, counts[list]));
}
