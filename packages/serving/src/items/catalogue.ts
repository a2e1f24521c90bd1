import { RowSet } from '@twotower/index';
import type { Config } from '@twotower/schema';
import type { BundleItems, BundleRanking } from '@twotower/store';
import { FilterColumns } from '../filter/filter-columns.ts';
import { ItemColumns } from '../filter/item-columns.ts';
import type { Attributes } from '../request.ts';

/** The items of one bundle; an item's row is its place in ids, vectors and columns. */
export class Catalogue {
  readonly ids: readonly string[];
  readonly filters: FilterColumns;
  /** Items of which something is known; all others come after them. */
  readonly told: RowSet;
  readonly untold: RowSet;
  /** Rows, most popular first, ties by row; untold ones last. */
  readonly byPopularity: Int32Array;
  readonly #rows: ReadonlyMap<string, number>;
  readonly #shown: readonly (readonly [string, BundleItems['columns'][string]])[];
  readonly #popularity: Float64Array;

  /**
   * `schema.attributes` are what answers show, in its order; all columns where it names none. With a prior, that is how popular
   * items are; those of which nothing is known are the least popular.
   */
  constructor(
    items: BundleItems,
    schema: Config['schema']['item'],
    { told = new Uint8Array(items.ids.length).fill(1), prior }: Partial<BundleRanking> = {},
  ) {
    this.ids = items.ids;
    const columns = new ItemColumns(items.columns, listColumns(schema));
    this.filters = new FilterColumns(columns, items.ids.length);
    this.#rows = new Map(items.ids.map((id, row) => [id, row]));
    const all = Object.entries(items.columns);
    const named = schema.attributes.flatMap((wanted) => all.filter(([name]) => name === wanted));
    this.#shown = schema.attributes.length === 0 ? all : named;
    this.told = RowSet.of(items.ids.length, (row) => told[row] === 1);
    this.untold = this.told.not();
    const popularity = prior === undefined ? items.popularity : Float64Array.from(prior, Math.exp);
    this.#popularity = popularity;
    this.byPopularity = Int32Array.from(items.ids.keys()).sort(
      (a, b) => told[b] - told[a] || popularity[b] - popularity[a] || a - b,
    );
  }

  row(id: string): number | undefined {
    return this.#rows.get(id);
  }

  /** Undefined where items have no columns. */
  attributes(row: number): Attributes | undefined {
    if (this.#shown.length === 0) return undefined;
    return Object.fromEntries(this.#shown.map(([name, values]) => [name, values[row] ?? null]));
  }

  /** The item's share of the most popular item's count, in [0, 1]. */
  popularityShare(row: number): number {
    const most = this.#popularity[this.byPopularity[0]];
    return most > 0 ? this.#popularity[row] / most : 0;
  }
}

function listColumns(schema: Config['schema']['item']): Map<string, string> {
  return new Map(
    Object.entries(schema.features).flatMap(([name, feature]) =>
      feature.kind === 'categories' ? [[feature.column ?? name, feature.separator] as const] : [],
    ),
  );
}
