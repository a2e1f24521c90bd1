import { RowSet } from '@twotower/index';
import { passingItems } from '../filter/passing-items.ts';
import type { RecallRequest } from '../request.ts';
import type { Asked } from './asked.ts';

/** The rows that an answer may hold, by filter and availability, a set of its own; undefined: all that are served. */
export function acceptedItems(
  { state, available, now }: Asked,
  { filter }: RecallRequest,
): RowSet | undefined {
  const { items } = state;
  const there = available?.at(items, now);
  if (filter === undefined) return there?.copy();
  const passing = passingItems(filter, items);
  return there === undefined ? passing.copy() : passing.and(there);
}

/** Rows that an answer must not hold: what the user has had, and what the request names. */
export function excludedRows(
  { state: { items } }: Pick<Asked, 'state'>,
  { exclude = [], excludeSeen = true }: RecallRequest,
  seen: readonly number[],
): Set<number> {
  return new Set([...(excludeSeen ? seen : []), ...exclude.flatMap((id) => items.row(id) ?? [])]);
}

/** Takes rows out of a set, which is changed, or of all. */
export function leftOf(
  accepted: RowSet | undefined,
  size: number,
  out: ReadonlySet<number>,
): RowSet | undefined {
  if (out.size === 0) return accepted;
  const left = accepted ?? RowSet.all(size);
  for (const row of out) left.delete(row);
  return left;
}
