import type { RawValue } from '@twotower/features';
import type { RowSet, SearchResult } from '@twotower/index';
import { unknownField } from '../filter/check-condition.ts';
import type { ItemColumn } from '../filter/item-columns.ts';
import type { ServedItems } from '../items/served-items.ts';
import type { CategoryCap } from '../request.ts';
import type { Search } from './told-first.ts';

/**
 * A search that keeps to a cap: the best rows in order, leaving out those whose category is full. It never gives fewer rows than
 * the cap allows: it goes on among the categories that are not full.
 *
 * @throws ServingError INVALID_REQUEST for a field that is no column
 */
export function capped(items: ServedItems, { field, most }: CategoryCap, search: Search): Search {
  const columns = columnsOf(items, field);
  return (k, accept) => {
    const counts = new Map<RawValue, number>();
    const isFull = (value: RawValue): boolean =>
      categoriesOf(value).some((one) => (counts.get(one) ?? 0) >= most);
    const chosen: { row: number; score: number }[] = [];
    let left = accept;
    for (;;) {
      const asked = 4 * (k - chosen.length) + 16;
      const { rows, scores } = search(asked, left);
      for (let at = 0; at < rows.length && chosen.length < k; at++) {
        const value = columns.valueOf(rows[at]);
        if (isFull(value)) continue;
        for (const one of categoriesOf(value)) counts.set(one, (counts.get(one) ?? 0) + 1);
        chosen.push({ row: rows[at], score: scores[at] });
      }
      if (chosen.length === k || rows.length < asked) return resultOf(chosen);
      left = columns.without(accept ?? items.told.or(items.untold), isFull);
      for (const { row } of chosen) left.delete(row);
    }
  };
}

function categoriesOf(value: RawValue): readonly RawValue[] {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? [...new Set(value)] : [value];
}

interface CategoryColumns {
  valueOf(row: number): RawValue;
  /** A set without the rows of values that a test finds. */
  without(rows: RowSet, test: (value: RawValue) => boolean): RowSet;
}

/** The column as filters see it, for items of the bundle and those that came since. */
function columnsOf({ catalogue, changed }: ServedItems, field: string): CategoryColumns {
  const { columns } = catalogue.filters;
  const own = columns.get(field);
  if (own === undefined) throw unknownField(field, columns.names, 'perCategory');
  const since = changed?.filters.columns.get(field);
  const places = new Map(Array.from(changed?.rows ?? [], (row, place) => [row, place]));
  return {
    valueOf(row) {
      const place = places.get(row);
      return place === undefined || since === undefined
        ? own.values[own.places[row]]
        : since.values[since.places[place]];
    },
    without(rows, test) {
      const left = rows.copy();
      const [full, fullSince] = [placesThat(own, test), since && placesThat(since, test)];
      for (const row of rows.rows()) {
        const place = places.size === 0 ? undefined : places.get(row);
        const isFull =
          place === undefined || since === undefined
            ? full[own.places[row]]
            : fullSince?.[since.places[place]];
        if (isFull === 1) left.delete(row);
      }
      return left;
    },
  };
}

/** `[values]`, 1 for those that a test finds. */
function placesThat({ values }: ItemColumn, test: (value: RawValue) => boolean): Uint8Array {
  return Uint8Array.from(values, (value) => (test(value) ? 1 : 0));
}

function resultOf(chosen: readonly { readonly row: number; readonly score: number }[]): SearchResult {
  return {
    rows: Int32Array.from(chosen, ({ row }) => row),
    scores: Float32Array.from(chosen, ({ score }) => score),
  };
}
