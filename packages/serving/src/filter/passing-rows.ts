import type { RawValue } from '@twotower/features';
import { RowSet } from '@twotower/index';
import { checkCondition, invalid, unknownField } from './check-condition.ts';
import type { Filter, FilterCondition, Scalar } from './filter.ts';
import type { FilterColumns } from './filter-columns.ts';
import type { ItemColumn } from './item-columns.ts';

const deepest = 32;

/**
 * The rows of the items that pass a filter.
 *
 * @throws ServingError INVALID_REQUEST for an unknown field, with the valid ones; for a value of another type than the column's;
 * for nesting past 32 levels; for more comparisons than one request may ask for
 */
export function passingRows(filter: Filter, columns: FilterColumns, place = 'filter'): RowSet {
  return passing(filter, columns, { left: mostTests(columns.size) }, place, 1);
}

/** Comparisons that one request may ask for: some tens of milliseconds, and always enough for two conditions. */
function mostTests(items: number): number {
  return Math.max(2_000_000, 2 * items);
}

/** A condition looks at each value that occurs, a long text counting as several, and marks the rows of those that pass. */
function costOf({ op }: FilterCondition, { values, places, averageLength }: ItemColumn): number {
  const look = op === 'contains' ? 1 + averageLength / 64 : 1;
  return look * values.length + places.length / 16;
}

interface Budget {
  left: number;
}

function passing(
  filter: Filter,
  columns: FilterColumns,
  budget: Budget,
  place: string,
  depth: number,
): RowSet {
  if (depth > deepest) throw invalid(place, `nested deeper than ${deepest} levels; flatten it`);
  const inner = (part: Filter, name: string) => passing(part, columns, budget, `${place}.${name}`, depth + 1);
  if ('and' in filter) {
    return filter.and.reduce((rows, part, i) => rows.and(inner(part, `and.${i}`)), RowSet.all(columns.size));
  }
  if ('or' in filter) {
    return filter.or.reduce((rows, part, i) => rows.or(inner(part, `or.${i}`)), RowSet.none(columns.size));
  }
  if ('not' in filter) return inner(filter.not, 'not').not();
  const column = columns.columns.get(filter.field);
  if (column === undefined) throw unknownField(filter.field, columns.columns.names, place);
  checkCondition(filter, column, place);
  return columns.remembered(filter, () => {
    budget.left -= costOf(filter, column);
    if (budget.left < 0) {
      throw invalid(
        place,
        `the filter asks for more than ${mostTests(columns.size)} comparisons at once; leave out conditions, or name values by eq and in`,
      );
    }
    const passes = testOf(filter);
    const fitting = Uint8Array.from(column.values, (value) => (passes(value) ? 1 : 0));
    return RowSet.of(columns.size, (row) => fitting[column.places[row]] === 1);
  });
}

function testOf({ op, value }: FilterCondition): (held: RawValue) => boolean {
  switch (op) {
    case 'eq':
      return (held) => held === value;
    case 'in': {
      const listed = new Set<RawValue>(value);
      return (held) => listed.has(held);
    }
    case 'gte':
      return (held) => compare(held, value) >= 0;
    case 'lte':
      return (held) => compare(held, value) <= 0;
    case 'contains':
      return (held) => contains(held, value);
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
