import type { ConfigInput } from '@twotower/schema';
import type { ColumnProfile } from './column-profile.ts';
import { repeatsOf } from './column-relations.ts';
import { isListName, type ListColumn, listColumn } from './list-column.ts';
import { isSessionName, nameFits } from './role-names.ts';

/** `data.explode` as it is read: with its separator. */
export type InferredExplode = NonNullable<ConfigInput['data']['explode']> & { readonly separator: string };

/** Values that a column must have to be the items instead. */
const leastItems = 10;

/**
 * Whether each row of a log holds a list of items, or of events, that has to be parted: `a b c`, `N12-1 N55-0`,
 * `{ session, events: [..] }`. Lists beside a column of items describe them and stay.
 */
export function inferExplode(columns: readonly ColumnProfile[]): InferredExplode | undefined {
  const lists = columns.flatMap((column) => listColumn(column) ?? []);
  const others = columns.filter((column) => !lists.some((list) => list.column === column));
  const hasItem = others.some(
    (column) =>
      !column.timeLike &&
      (nameFits('item', column.name) === 2 || (nameFits('item', column.name) === 1 && mayBeId(column))),
  );
  const ids = others.filter(mayBeId);
  const wanted = lists
    .filter(
      (list) =>
        !hasItem &&
        (list.label !== undefined || list.objects || isListName(list.column.name) || ids.length < 2),
    )
    .sort((a, b) => rank(b) - rank(a))[0];
  if (!wanted) {
    return undefined;
  }
  const { column, separator, label } = wanted;
  const taken = columns.map(({ name }) => name);
  return {
    column: column.name,
    separator,
    ...(label !== undefined && {
      label: { separator: label, column: taken.includes('clicked') ? 'entry_clicked' : 'clicked' },
    }),
  };
}

/** Columns that only number the rows, where another one may name the user: of parted rows they would look like one. */
export function numberingColumns(columns: readonly ColumnProfile[]): string[] {
  const numbering = columns.filter(
    ({ distinct, values, timeLike, column }) =>
      distinct === values.length && !timeLike && (column.kind === 'text' || column.kind === 'number'),
  );
  const hasUser = columns.some((column) => !numbering.includes(column) && mayBeId(column));
  return hasUser ? numbering.filter(({ idLike }) => idLike).map(({ name }) => name) : [];
}

/** Whether a column that is no list may hold users or items. */
function mayBeId(column: ColumnProfile): boolean {
  return (
    column.idLike &&
    !column.timeLike &&
    !column.flag &&
    column.distinct >= leastItems &&
    repeatsOf(column) >= 1.2 &&
    !isSessionName(column.name) &&
    nameFits('measure', column.name) === 0
  );
}

/** The list that is surest to be what happened. */
function rank({ column, objects, label, distinct }: ListColumn): number {
  return (
    (label !== undefined ? 8 : 0) +
    (objects ? 4 : 0) +
    (isListName(column.name) ? 2 : 0) +
    distinct / (distinct + 1)
  );
}
