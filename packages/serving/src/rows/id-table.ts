import { LayeredMap } from './layered-map.ts';
import { LayeredRows } from './layered-rows.ts';

/** Which row an ID had when the table was trained; 0 for none. */
interface TrainedIds {
  row(id: string): number;
}

/**
 * A table of ID embeddings and who has which row of it, as they stand now. Never changed itself. IDs that come get rows past those
 * of the bundle; row 0 stands for every ID without one.
 */
export class IdTable {
  readonly rows: LayeredRows;
  readonly #trained: TrainedIds;
  /** Rows of IDs that came or went since; 0 for those that went. */
  readonly #since: LayeredMap<string, number>;

  private constructor(rows: LayeredRows, trained: TrainedIds, since: LayeredMap<string, number>) {
    this.rows = rows;
    this.#trained = trained;
    this.#since = since;
  }

  /** @param values `[rows, dim]` of the table, which must not change any more */
  static over(trained: TrainedIds, values: Float32Array, dim: number): IdTable {
    return new IdTable(LayeredRows.over(values, dim), trained, LayeredMap.empty());
  }

  /** The ID's row; 0 where it has none. */
  row(id: string): number {
    return this.#since.get(id) ?? this.#trained.row(id);
  }

  /** IDs that came or went since the bundle. */
  *since(): Generator<string> {
    for (const [id] of this.#since.entries()) yield id;
  }

  /**
   * The same where some IDs have none any more, and then some have other rows `[ids.length, dim]`, in absolute values.
   *
   * @param known what {@link row} says of each ID, where that was asked already
   */
  with(
    ids: readonly string[],
    values: Float32Array,
    removed: readonly string[],
    known: ArrayLike<number> = ids.map((id) => this.row(id)),
  ): IdTable {
    const given = new Set(removed.length > 0 ? ids : []);
    const since: [string, number][] = removed.filter((id) => !given.has(id)).map((id) => [id, 0]);
    let next = this.rows.size;
    const rows = Int32Array.from(ids, (id, i) => {
      if (known[i] > 0) return known[i];
      since.push([id, next]);
      return next++;
    });
    return new IdTable(this.rows.with(rows, values), this.#trained, this.#since.with(since));
  }
}
