import { type RawValue, writtenNumber } from '@twotower/features';
import { nearest } from '@twotower/schema';
import { ServingError } from '../error.ts';
import type { FilterCondition, Scalar } from './filter.ts';
import { type ColumnKind, type ItemColumn, isDate } from './item-columns.ts';

const fitting: Record<FilterCondition['op'], readonly ColumnKind[]> = {
  eq: ['number', 'string', 'date', 'boolean', 'mixed', 'empty'],
  in: ['number', 'string', 'date', 'boolean', 'mixed', 'empty'],
  gte: ['number', 'date', 'mixed', 'empty'],
  lte: ['number', 'date', 'mixed', 'empty'],
  contains: ['list', 'string', 'date', 'mixed', 'empty'],
};

/** @throws ServingError INVALID_REQUEST where the operator or the value does not fit the column */
export function checkCondition(
  condition: FilterCondition,
  { kind, values }: ItemColumn,
  place: string,
): void {
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

export function unknownField(field: string, names: readonly string[], place: string): ServingError {
  const near = nearest(field, names);
  const hint = near === undefined ? '' : `did you mean ${near}? `;
  const valid = names.length === 0 ? 'the items have no columns' : `valid fields: ${names.join(', ')}`;
  return invalid(`${place}.field`, `unknown field ${JSON.stringify(field.slice(0, 80))}; ${hint}${valid}`);
}

export function invalid(field: string, message: string): ServingError {
  return new ServingError('INVALID_REQUEST', `${field}: ${message}`, { field });
}
