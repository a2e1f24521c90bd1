import type { RawValue } from '@twotower/features';
import { FilterColumns } from '../filter/filter-columns.ts';
import { ItemColumns } from '../filter/item-columns.ts';
import type { Catalogue } from './catalogue.ts';

/** Items whose columns differ from those of the bundle, as filters see them: columns of their own, a place an item. */
export interface ChangedColumns {
  /** The row of each place, ascending. */
  readonly rows: Int32Array;
  readonly filters: FilterColumns;
}

export function changedColumns(
  catalogue: Catalogue,
  rows: Int32Array,
  value: (row: number, column: string) => RawValue,
): ChangedColumns {
  const { columns, separators, filters } = catalogue;
  const own = Object.fromEntries(
    Object.keys(columns).map((name) => [name, Array.from(rows, (row) => value(row, name))]),
  );
  // A column is of one kind for all items, so that a condition means the same for each.
  const kindOf = (name: string) => {
    const kind = filters.columns.get(name)?.kind;
    return kind === 'empty' ? undefined : kind;
  };
  return { rows, filters: new FilterColumns(new ItemColumns(own, separators, kindOf), rows.length) };
}
