import { type RawValue, writtenNumber } from '@twotower/features';
import { nearest } from '@twotower/schema';
import { ServingError } from './error.ts';
import { type ColumnKind, type ItemColumn, type ItemColumns, isDate } from './item-columns.ts';

type Scalar = string | number | boolean;

/**
 * A comparison of one column; on a missing value it is false. `contains`: an entry of a list, a part of a text. `gte`, `lte`:
 * numbers, or dates such as `2026-05-07` in a column that holds nothing else.
 */
export type FilterCondition =
  | { readonly field: string; readonly op: 'eq' | 'contains'; readonly value: Scalar }
  | { readonly field: string; readonly op: 'in'; readonly value: readonly Scalar[] }
  | { readonly field: string; readonly op: 'gte' | 'lte'; readonly value: string | number };

export type Filter =
  | FilterCondition
  | { readonly and: readonly Filter[] }
  | { readonly or: readonly Filter[] }
  | { readonly not: Filter };

/** Whether an item, by its row in the catalogue, passes. */
export type ItemPredicate = (row: number) => boolean;

const deepest = 32;

/**
 * A filter as a test over item rows.
 *
 * @throws ServingError INVALID_REQUEST for an unknown field, with the valid ones; for a value of another type than the column's;
 * for nesting past 32 levels
 */
export function compileFilter(
  filter: Filter,
  columns: ItemColumns,
  place = 'filter',
  depth = 1,
): ItemPredicate {
  if (depth > deepest) throw invalid(place, `nested deeper than ${deepest} levels; flatten it`);
  const inner = (part: Filter, name: string) => compileFilter(part, columns, `${place}.${name}`, depth + 1);
  if ('and' in filter) {
    const parts = filter.and.map((part, i) => inner(part, `and.${i}`));
    return (row) => parts.every((part) => part(row));
  }
  if ('or' in filter) {
    const parts = filter.or.map((part, i) => inner(part, `or.${i}`));
    return (row) => parts.some((part) => part(row));
  }
  if ('not' in filter) {
    const part = inner(filter.not, 'not');
    return (row) => !part(row);
  }
  return compileCondition(filter, columns, place);
}

function compileCondition(condition: FilterCondition, columns: ItemColumns, place: string): ItemPredicate {
  const column = columns.get(condition.field);
  if (column === undefined) throw unknownField(condition.field, columns.names, place);
  checkType(condition, column, place);
  const { values } = column;
  const { op, value } = condition;
  switch (op) {
    case 'eq':
      return (row) => values[row] === value;
    case 'in': {
      const listed = new Set<RawValue>(value);
      return (row) => listed.has(values[row]);
    }
    case 'gte':
      return (row) => compare(values[row], value) >= 0;
    case 'lte':
      return (row) => compare(values[row], value) <= 0;
    case 'contains':
      return (row) => contains(values[row], value);
  }
}

/** Negative, zero or positive; NaN, which no test passes, for values that have no order. Dates go by their letters. */
function compare(a: RawValue, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  return Number.NaN;
}

function contains(held: RawValue, value: Scalar): boolean {
  if (Array.isArray(held)) return held.includes(value);
  return typeof held === 'string' && typeof value === 'string' && held.includes(value);
}

const fitting: Record<FilterCondition['op'], readonly ColumnKind[]> = {
  eq: ['number', 'string', 'date', 'boolean', 'mixed', 'empty'],
  in: ['number', 'string', 'date', 'boolean', 'mixed', 'empty'],
  gte: ['number', 'date', 'mixed', 'empty'],
  lte: ['number', 'date', 'mixed', 'empty'],
  contains: ['list', 'string', 'date', 'mixed', 'empty'],
};

function checkType(condition: FilterCondition, { kind, values }: ItemColumn, place: string): void {
  const { field, op, value } = condition;
  const ordered = op === 'gte' || op === 'lte';
  if (!fitting[op].includes(kind)) {
    const usable = Object.entries(fitting).flatMap(([name, kinds]) => (kinds.includes(kind) ? [name] : []));
    const why =
      ordered && kind === 'string'
        ? ` (${op} compares numbers and dates; ${firstText(values)} is neither)`
        : '';
    throw invalid(
      `${place}.op`,
      `${field} holds ${kind} values, which take ${usable.join(', ')}; got ${op}${why}`,
    );
  }
  const given: readonly Scalar[] = Array.isArray(value) ? value : [value];
  const stray = given.find((one) => !isOf(kind, one, ordered));
  if (stray === undefined) return;
  throw invalid(`${place}.value`, `${field} holds ${kind} values; got ${JSON.stringify(stray)}`);
}

/** Whether a value can be compared with a column of a kind. Letters are compared with letters for being equal only. */
function isOf(kind: ColumnKind, value: Scalar, ordered: boolean): boolean {
  switch (kind) {
    case 'number':
    case 'boolean':
    case 'string':
      return typeof value === kind;
    case 'date':
      return ordered ? isDate(value) : typeof value === 'string';
    default:
      return !ordered || typeof value === 'number';
  }
}

/** The first value that is neither number nor date. */
function firstText(values: readonly RawValue[]): string {
  const text = values.find(
    (value) => typeof value === 'string' && !isDate(value) && writtenNumber(value) === undefined,
  );
  return JSON.stringify(String(text ?? '').slice(0, 40));
}

function unknownField(field: string, names: readonly string[], place: string): ServingError {
  const near = nearest(field, names);
  const hint = near === undefined ? '' : `did you mean ${near}? `;
  const valid = names.length === 0 ? 'the items have no columns' : `valid fields: ${names.join(', ')}`;
  return invalid(`${place}.field`, `unknown field ${JSON.stringify(field.slice(0, 80))}; ${hint}${valid}`);
}

function invalid(field: string, message: string): ServingError {
  return new ServingError('INVALID_REQUEST', `${field}: ${message}`, { field });
}
