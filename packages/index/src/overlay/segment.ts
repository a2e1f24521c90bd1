import { ExactIndex } from '../exact/exact-index.ts';
import { RowSet } from '../row-set.ts';
import type { ManyOptions, ManyResults, SearchResult } from '../vector-index.ts';

interface Parts {
  /** Ascending. */
  readonly rows: Int32Array;
  /** `[rows.length, dim]` */
  readonly vectors: Float32Array;
  readonly bias: Float32Array;
  readonly scan: ExactIndex;
  /** Places of rows that are as they stand here; undefined: all. */
  readonly standing: RowSet | undefined;
}

/** Rows that came at one time, searched exactly. Never changed: what hides some of its rows is another over the same numbers. */
export class Segment {
  readonly #parts: Parts;

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** @param rows ascending, one a vector and a bias */
  static over(rows: Int32Array, vectors: Float32Array, bias: Float32Array, dim: number): Segment {
    const scan = ExactIndex.over(vectors, dim, { bias });
    return new Segment({ rows, vectors, bias, scan, standing: undefined });
  }

  /** How many of its rows stand. */
  get count(): number {
    const { rows, standing } = this.#parts;
    return standing?.count ?? rows.length;
  }

  /** Hides some rows, given ascending; itself where it has none of them. */
  without(hidden: Int32Array): Segment {
    const { rows, standing } = this.#parts;
    let left: RowSet | undefined;
    let place = 0;
    for (const row of hidden) {
      while (place < rows.length && rows[place] < row) place++;
      if (place === rows.length) break;
      if (rows[place] !== row || standing?.has(place) === false) continue;
      left ??= standing?.copy() ?? RowSet.all(rows.length);
      left.delete(place);
    }
    return left === undefined ? this : new Segment({ ...this.#parts, standing: left });
  }

  /** @param bias `[index]` of all rows; undefined for none */
  withBias(bias: Float32Array | undefined): Segment {
    const own = this.#parts.rows.length;
    const of = Float32Array.from({ length: own }, (_, place) => bias?.[this.#parts.rows[place]] ?? 0);
    return new Segment({ ...this.#parts, bias: of, scan: this.#parts.scan.withBias(of) });
  }

  /** What stands here and in another that shares no standing row with it. */
  joined(other: Segment, dim: number): Segment {
    const [mine, theirs] = [this.#places(), other.#places()];
    const length = mine.length + theirs.length;
    const joined = {
      rows: new Int32Array(length),
      vectors: new Float32Array(length * dim),
      bias: new Float32Array(length),
    };
    let i = 0;
    let j = 0;
    for (let at = 0; at < length; at++) {
      const isMine =
        j === theirs.length || (i < mine.length && this.#parts.rows[mine[i]] < other.#parts.rows[theirs[j]]);
      const from = isMine ? this.#parts : other.#parts;
      const place = isMine ? mine[i++] : theirs[j++];
      joined.rows[at] = from.rows[place];
      joined.bias[at] = from.bias[place];
      joined.vectors.set(from.vectors.subarray(place * dim, (place + 1) * dim), at * dim);
    }
    return Segment.over(joined.rows, joined.vectors, joined.bias, dim);
  }

  search(query: Float32Array, k: number, accepted: RowSet | undefined): SearchResult {
    const { rows, scan } = this.#parts;
    const found = scan.search(query, k, this.#allowed(accepted));
    return { rows: found.rows.map((place) => rows[place]), scores: found.scores };
  }

  searchMany(
    queries: Float32Array,
    k: number,
    accepted: RowSet | undefined,
    { threads }: Pick<ManyOptions, 'threads'>,
  ): ManyResults {
    const { rows, scan } = this.#parts;
    const found = scan.searchMany(queries, k, { threads, accept: this.#allowed(accepted) });
    return { ...found, rows: found.rows.map((place) => (place < 0 ? place : rows[place])) };
  }

  /** Calls back with each standing row and its vector, a view. */
  forEach(dim: number, visit: (row: number, vector: Float32Array) => void): void {
    const { rows, vectors } = this.#parts;
    for (const place of this.#places()) visit(rows[place], vectors.subarray(place * dim, (place + 1) * dim));
  }

  #places(): Int32Array {
    const { rows, standing } = this.#parts;
    const all = Int32Array.from(rows.keys());
    return standing === undefined ? all : all.filter((place) => standing.has(place));
  }

  #allowed(accepted: RowSet | undefined): RowSet | undefined {
    const { rows, standing } = this.#parts;
    if (accepted === undefined) return standing;
    return RowSet.of(
      rows.length,
      (place) => accepted.has(rows[place]) && (standing === undefined || standing.has(place)),
    );
  }
}
