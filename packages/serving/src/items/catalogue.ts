import type { RawValue } from '@twotower/features';
import type { Config } from '@twotower/schema';
import type { BundleItems } from '@twotower/store';
import { FilterColumns } from '../filter/filter-columns.ts';
import { ItemColumns } from '../filter/item-columns.ts';

/** The items of one bundle; an item's row is its place in ids, vectors and columns. */
export class Catalogue {
  readonly ids: readonly string[];
  readonly columns: BundleItems['columns'];
  /** Of the columns that hold lists as text. */
  readonly separators: ReadonlyMap<string, string>;
  readonly filters: FilterColumns;
  /** Columns that answers show, in their order. */
  readonly shown: readonly string[];
  readonly #rows: ReadonlyMap<string, number>;

  /**
   * `schema.attributes` are what answers show, in its order; all columns where it names none.
   *
   * @param rows each id's row
   */
  constructor(
    { ids, columns }: Pick<BundleItems, 'ids' | 'columns'>,
    schema: Config['schema']['item'],
    rows: ReadonlyMap<string, number> = new Map(ids.map((id, row) => [id, row])),
  ) {
    this.ids = ids;
    this.columns = columns;
    this.separators = listColumns(schema);
    this.filters = new FilterColumns(new ItemColumns(columns, this.separators), ids.length);
    this.#rows = rows;
    const all = Object.keys(columns);
    const named = schema.attributes.filter((wanted) => all.includes(wanted));
    this.shown = schema.attributes.length === 0 ? all : named;
  }

  row(id: string): number | undefined {
    return this.#rows.get(id);
  }

  value(row: number, column: string): RawValue {
    return this.columns[column]?.[row] ?? null;
  }
}

function listColumns(schema: Config['schema']['item']): Map<string, string> {
  return new Map(
    Object.entries(schema.features).flatMap(([name, feature]) =>
      feature.kind === 'categories' ? [[feature.column ?? name, feature.separator] as const] : [],
    ),
  );
}
