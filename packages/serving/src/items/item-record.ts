import { instantOf, type RawRecord, type RawValue, writtenFlag, writtenNumber } from '@twotower/features';
import { nearest } from '@twotower/schema';
import { invalid } from '../filter/check-condition.ts';
import { type ColumnKind, isDate } from '../filter/item-columns.ts';
import { misfitOf } from '../rows/fits-feature.ts';
import type { ServedBundle } from '../state/served-bundle.ts';

/**
 * What is put of an item, under its columns and in their kinds: a feature may be named by itself or by its column, numbers and dates
 * may be written.
 *
 * @throws ServingError INVALID_REQUEST for what is no column of items, and for a value of another kind than the column's
 */
export function itemRecord(
  { catalogue, fitted }: Pick<ServedBundle, 'catalogue' | 'fitted'>,
  features: RawRecord,
): RawRecord {
  const columns = new Map([
    ...Object.keys(catalogue.columns).map((name) => [name, name] as const),
    ...fitted.item.encoders.map(({ column }) => [column, column] as const),
    ...fitted.item.encoders.map(({ feature, column }) => [feature, column] as const),
  ]);
  return Object.fromEntries(
    Object.entries(features).map(([name, value]) => {
      const place = `attributes.${name.slice(0, 80)}`;
      const column = columns.get(name);
      if (column === undefined) throw unknownColumn(place, name, [...columns.keys()]);
      const kind = catalogue.filters.columns.get(column)?.kind ?? 'mixed';
      const found = valueIn(kind, value, column, place);
      const misfit = misfitOf(fitted.item.encoders, column, found);
      if (misfit !== undefined) throw invalid(place, misfit);
      return [column, found];
    }),
  );
}

/**
 * What was put before by the columns of another bundle, as far as this one has them: a value of another kind than its column's is not
 * known.
 */
export function fittingRecord(
  base: Pick<ServedBundle, 'catalogue' | 'fitted'>,
  record: RawRecord,
): RawRecord {
  const { columns, filters } = base.catalogue;
  const read = new Set([...Object.keys(columns), ...base.fitted.item.encoders.map(({ column }) => column)]);
  return Object.fromEntries(
    Object.entries(record).flatMap(([column, value]) => {
      if (!read.has(column)) return [];
      return [
        [column, value === null ? null : converted(filters.columns.get(column)?.kind ?? 'mixed', value)],
      ];
    }),
  );
}

function valueIn(kind: ColumnKind, value: RawValue, column: string, place: string): RawValue {
  if (value === null || value === undefined) return null;
  const found = converted(kind, value);
  if (found !== undefined) return found;
  throw invalid(place, `${column} holds ${kind} values; got ${JSON.stringify(value)?.slice(0, 80)}`);
}

/** The value as a column of a kind holds it; undefined where it cannot. */
function converted(kind: ColumnKind, value: RawValue): RawValue {
  switch (kind) {
    case 'number':
      if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
      return typeof value === 'string' ? (writtenNumber(value) ?? instantOf(value)) : undefined;
    case 'date':
      return isDate(value) ? value : undefined;
    case 'boolean':
      if (typeof value === 'boolean') return value;
      return typeof value === 'string' ? writtenFlag(value) : undefined;
    case 'string':
      return Array.isArray(value) ? undefined : String(value);
    case 'list':
      return Array.isArray(value) || typeof value === 'string' ? value : undefined;
    default:
      return value;
  }
}

function unknownColumn(place: string, name: string, valid: readonly string[]) {
  const near = nearest(name, valid);
  const hint = near === undefined ? '' : `did you mean ${near}? `;
  const list = valid.length === 0 ? 'the items have no columns' : `valid columns: ${valid.join(', ')}`;
  return invalid(place, `unknown column ${JSON.stringify(name.slice(0, 80))}; ${hint}${list}`);
}
