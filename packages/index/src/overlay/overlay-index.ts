import { checkBias, checkQueries, checkQuery } from '../check-vectors.ts';
import { acceptedRows } from '../found.ts';
import { RowSet } from '../row-set.ts';
import type {
  Accept,
  ManyOptions,
  ManyResults,
  SearchResult,
  VectorIndex,
  VectorSearch,
} from '../vector-index.ts';
import { mergedMany, mergedResults } from './merged-results.ts';
import { checkChanges, type RowChanges } from './row-changes.ts';
import { Segment } from './segment.ts';
import { sortedChanges } from './sorted-changes.ts';

interface Parts {
  readonly base: VectorIndex;
  /** Those rows of the base that are as it has them; undefined: all. */
  readonly standing: RowSet | undefined;
  /** What is new or changed, the latest last; a row stands in one at most. */
  readonly segments: readonly Segment[];
  readonly size: number;
}

/** Segments are joined up to so many rows: some milliseconds of work. */
const largestJoined = 8192;

/**
 * An index and what has changed since it was built: some rows are hidden in it, others lie beside it and are searched exactly.
 * Never changed itself: {@link OverlayIndex.withChanges} gives another that shares the base and all that stayed, so that a change
 * costs what changes and not what has changed before.
 */
export class OverlayIndex implements VectorSearch {
  readonly kind: VectorIndex['kind'];
  /** One more than the highest row that there was. */
  readonly size: number;
  readonly dim: number;
  readonly #parts: Parts;

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.kind = parts.base.kind;
    this.size = parts.size;
    this.dim = parts.base.dim;
  }

  /** Over a base, some of whose rows may be no more. */
  static over(base: VectorIndex, removed: Int32Array = new Int32Array(0)): OverlayIndex {
    return new OverlayIndex({ base, standing: undefined, segments: [], size: base.size }).withChanges({
      rows: new Int32Array(0),
      vectors: new Float32Array(0),
      removed,
    });
  }

  /** Share of the base's rows that are hidden or lie beside it: what folding would mend. */
  get changedShare(): number {
    const { base, standing, segments } = this.#parts;
    const hidden = standing === undefined ? 0 : base.size - standing.count;
    const beside = segments.reduce((sum, { count }) => sum + count, 0);
    return Math.max(hidden, beside) / Math.max(1, base.size);
  }

  /** @throws IndexError as {@link checkChanges} */
  withChanges(changes: RowChanges): OverlayIndex {
    checkChanges(changes, this.dim);
    const { base, size } = this.#parts;
    const { rows, vectors, bias, touched } = sortedChanges(changes, this.dim);
    const standing = this.#parts.standing?.copy() ?? RowSet.all(base.size);
    for (const row of touched) if (row < base.size) standing.delete(row);
    let segments = this.#parts.segments
      .map((segment) => segment.without(touched))
      .filter(({ count }) => count > 0);
    if (rows.length > 0) segments = joined(segments, Segment.over(rows, vectors, bias, this.dim), this.dim);
    return new OverlayIndex({
      base,
      standing: standing.count === base.size ? undefined : standing,
      segments,
      size: Math.max(size, (rows.at(-1) ?? -1) + 1),
    });
  }

  search(query: Float32Array, k: number, accept?: Accept | RowSet): SearchResult {
    checkQuery(query, k, this.dim);
    return this.#search(query, k, accept, (allowed) => this.#parts.base.search(query, k, allowed));
  }

  searchExactly(query: Float32Array, k: number, accept?: Accept | RowSet): SearchResult {
    checkQuery(query, k, this.dim);
    return this.#search(query, k, accept, (allowed) => this.#parts.base.searchExactly(query, k, allowed));
  }

  searchMany(queries: Float32Array, k: number, options: ManyOptions = {}): ManyResults {
    checkQueries(queries, k, this.dim);
    const { base, segments } = this.#parts;
    const accepted = acceptedRows(this.size, options.accept);
    const { threads } = options;
    return segments.reduce(
      (found, segment) => mergedMany(found, segment.searchMany(queries, k, accepted, { threads })),
      base.searchMany(queries, k, { threads, accept: this.#inBase(accepted) }),
    );
  }

  withBias(bias: Float32Array | undefined): OverlayIndex {
    checkBias(bias, this.size);
    const { base, segments } = this.#parts;
    return new OverlayIndex({
      ...this.#parts,
      base: base.withBias(bias?.subarray(0, base.size)),
      segments: segments.map((segment) => segment.withBias(bias)),
    });
  }

  /** Rows `[size]` that are there. */
  get there(): RowSet {
    const { base, standing, segments } = this.#parts;
    const there = (standing ?? RowSet.all(base.size)).resized(this.size);
    for (const segment of segments) segment.forEach(this.dim, (row) => there.add(row));
    return there;
  }

  /** Writes the vectors that lie beside the base into `[size, dim]`, which has the base's. */
  writeChanged(vectors: Float32Array): void {
    for (const segment of this.#parts.segments) {
      segment.forEach(this.dim, (row, vector) => vectors.set(vector, row * this.dim));
    }
  }

  #search(
    query: Float32Array,
    k: number,
    accept: Accept | RowSet | undefined,
    inBase: (allowed: RowSet | undefined) => SearchResult,
  ): SearchResult {
    const accepted = acceptedRows(this.size, accept);
    return this.#parts.segments.reduce(
      (found, segment) => mergedResults(found, segment.search(query, k, accepted), k),
      inBase(this.#inBase(accepted)),
    );
  }

  /** The accepted rows of the base that stand. */
  #inBase(accepted: RowSet | undefined): RowSet | undefined {
    const { base, standing } = this.#parts;
    if (accepted === undefined) return standing;
    const own = accepted.size === base.size ? accepted : accepted.resized(base.size);
    return standing === undefined ? own : own.and(standing);
  }
}

/** One more segment, the last ones being joined to it while they are no larger, so that there are few of them. */
function joined(segments: readonly Segment[], last: Segment, dim: number): Segment[] {
  const before = segments.at(-1);
  if (before === undefined || before.count > last.count || before.count + last.count > largestJoined) {
    return [...segments, last];
  }
  return joined(segments.slice(0, -1), before.joined(last, dim), dim);
}
