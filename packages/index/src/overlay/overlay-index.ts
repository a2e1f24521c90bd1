import { checkBias, checkQueries, checkQuery } from '../check-vectors.ts';
import { ExactIndex } from '../exact/exact-index.ts';
import { acceptedRows, oneByOne } from '../found.ts';
import { RowSet } from '../row-set.ts';
import type {
  Accept,
  ManyOptions,
  ManyResults,
  SearchResult,
  VectorIndex,
  VectorSearch,
} from '../vector-index.ts';
import { mergedResults } from './merged-results.ts';
import { checkChanges, type RowChanges } from './row-changes.ts';

/** What is over a base: rows that are new or changed, ascending. */
interface Over {
  readonly rows: Int32Array;
  /** `[rows.length, dim]` */
  readonly vectors: Float32Array;
  readonly bias: Float32Array;
}

interface Parts {
  readonly base: VectorIndex;
  /** Those rows of the base that are as it has them; undefined: all. */
  readonly standing: RowSet | undefined;
  readonly over: Over;
  readonly size: number;
}

/**
 * An index and what has changed since it was built: some rows are hidden in it, others lie beside it and are searched exactly.
 * Never changed itself: {@link OverlayIndex.withChanges} gives another that shares the base.
 */
export class OverlayIndex implements VectorSearch {
  readonly kind: VectorIndex['kind'];
  /** One more than the highest row that there was. */
  readonly size: number;
  readonly dim: number;
  readonly #parts: Parts;
  readonly #beside: ExactIndex;

  private constructor(parts: Parts) {
    const { base, over } = parts;
    this.#parts = parts;
    this.#beside = ExactIndex.over(over.vectors, base.dim, { bias: over.bias });
    this.kind = base.kind;
    this.size = parts.size;
    this.dim = base.dim;
  }

  /** Over a base, some of whose rows may be no more. */
  static over(base: VectorIndex, removed: Int32Array = new Int32Array(0)): OverlayIndex {
    const over = { rows: new Int32Array(0), vectors: new Float32Array(0), bias: new Float32Array(0) };
    return new OverlayIndex({ base, standing: undefined, over, size: base.size }).withChanges({
      rows: over.rows,
      vectors: over.vectors,
      removed,
    });
  }

  /** Share of the base's rows that are hidden or lie beside it: what folding would mend. */
  get changedShare(): number {
    const { base, standing, over } = this.#parts;
    const hidden = standing === undefined ? 0 : base.size - standing.count;
    return Math.max(hidden, over.rows.length) / Math.max(1, base.size);
  }

  /** @throws IndexError as {@link checkChanges} */
  withChanges(changes: RowChanges): OverlayIndex {
    checkChanges(changes, this.dim);
    const { base, over, size } = this.#parts;
    const standing = this.#parts.standing?.copy() ?? RowSet.all(base.size);
    for (const row of [...changes.rows, ...changes.removed]) if (row < base.size) standing.delete(row);
    return new OverlayIndex({
      base,
      standing: standing.count === base.size ? undefined : standing,
      over: changedOver(over, changes, this.dim),
      size: changes.rows.reduce((most, row) => Math.max(most, row + 1), size),
    });
  }

  search(query: Float32Array, k: number, accept?: Accept | RowSet): SearchResult {
    checkQuery(query, k, this.dim);
    const { base, standing, over } = this.#parts;
    const accepted = acceptedRows(this.size, accept);
    const inBase = accepted?.size === base.size ? accepted : accepted?.resized(base.size);
    const found = base.search(
      query,
      k,
      standing === undefined ? inBase : (inBase?.and(standing) ?? standing),
    );
    if (over.rows.length === 0) return found;
    const beside = this.#beside.search(query, k, accepted && ((place) => accepted.has(over.rows[place])));
    return mergedResults(
      found,
      { rows: beside.rows.map((place) => over.rows[place]), scores: beside.scores },
      k,
    );
  }

  searchMany(queries: Float32Array, k: number, options: ManyOptions = {}): ManyResults {
    checkQueries(queries, k, this.dim);
    const { base, standing, over } = this.#parts;
    if (standing === undefined && over.rows.length === 0) return base.searchMany(queries, k, options);
    const accepted = acceptedRows(this.size, options.accept);
    return oneByOne(queries, this.dim, k, (query) => this.search(query, k, accepted));
  }

  withBias(bias: Float32Array | undefined): OverlayIndex {
    checkBias(bias, this.size);
    const { base, over } = this.#parts;
    return new OverlayIndex({
      ...this.#parts,
      base: base.withBias(bias?.slice(0, base.size)),
      over: { ...over, bias: over.bias.map((_, place) => bias?.[over.rows[place]] ?? 0) },
    });
  }

  /**
   * All vectors `[size, dim]` as they are now, those of the base from the ones it was built over, and the rows that are no more,
   * whose vectors are zeros.
   */
  vectors(ofBase: Float32Array): { vectors: Float32Array; removed: Int32Array } {
    const { base, standing, over } = this.#parts;
    const { dim } = this;
    const vectors = new Float32Array(this.size * dim);
    vectors.set(ofBase);
    const there = (standing ?? RowSet.all(base.size)).resized(this.size);
    over.rows.forEach((row, place) => {
      there.add(row);
      vectors.set(over.vectors.subarray(place * dim, (place + 1) * dim), row * dim);
    });
    const removed = Int32Array.from({ length: this.size }, (_, row) => row).filter((row) => !there.has(row));
    for (const row of removed) vectors.fill(0, row * dim, (row + 1) * dim);
    return { vectors, removed };
  }
}

/** What lies beside the base after changes, by row. */
function changedOver(over: Over, { rows, vectors, bias, removed }: RowChanges, dim: number): Over {
  const gone = new Set([...rows, ...removed]);
  const sources = [
    ...Array.from(over.rows, (row, place) => ({ row, place, of: over })),
    ...Array.from(rows, (row, place) => ({ row, place, of: { vectors, bias } })),
  ].filter(({ row, of }) => of !== over || !gone.has(row));
  sources.sort((a, b) => a.row - b.row);
  const changed = {
    rows: Int32Array.from(sources, ({ row }) => row),
    vectors: new Float32Array(sources.length * dim),
    bias: Float32Array.from(sources, ({ place, of }) => of.bias?.[place] ?? 0),
  };
  sources.forEach(({ place, of }, at) => {
    changed.vectors.set(of.vectors.subarray(place * dim, (place + 1) * dim), at * dim);
  });
  return changed;
}
