import type { ConfigInput } from '@twotower/schema';
import { isMissing } from '../missing-words.ts';
import { cellEntries } from '../tables/cell-entries.ts';
import type { ColumnProfile } from './column-profile.ts';
import { repeatsOf } from './column-relations.ts';
import { inferVector } from './infer-vector.ts';
import { isSessionName, nameFits } from './role-names.ts';

/** `data.explode` as it is read: with its separator. */
export type InferredExplode = NonNullable<ConfigInput['data']['explode']> & { readonly separator: string };

const sampleCells = 2000;
/** Entries a cell, below which it is a value and no list. */
const leastEntries = 1.3;
/** Values that a column must have to be the items instead. */
const leastItems = 10;
const separators = [' ', '|', ',', ';'];
const labelSigns = ['-', ':', '_', '='];

/**
 * Whether each row of a log holds a list of items, or of events, that has to be parted: `a b c`, `N12-1 N55-0`,
 * `{ session, events: [..] }`. Lists beside a column of items describe them and stay.
 */
export function inferExplode(columns: readonly ColumnProfile[]): InferredExplode | undefined {
  const lists = columns.flatMap((column) => listOf(column) ?? []);
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

interface List {
  readonly column: ColumnProfile;
  readonly separator: string;
  /** Entries have fields. */
  readonly objects: boolean;
  /** The sign between an entry and its 0 or 1. */
  readonly label?: string;
  readonly distinct: number;
}

function listOf(column: ColumnProfile): List | undefined {
  const { kind } = column.column;
  if (column.timeLike || column.numeric || column.flag || (kind !== 'list' && kind !== 'text')) {
    return undefined;
  }
  if (inferVector(column) !== undefined) {
    return undefined;
  }
  const cells = column.values.filter((value) => !isMissing(value)).slice(0, sampleCells);
  for (const separator of separators) {
    const entries = cells.flatMap((cell) => cellEntries(cell, { separator }));
    if (entries.length < leastEntries * cells.length) {
      continue;
    }
    const objects = entries.every(({ value }) => typeof value === 'object' && value !== null);
    const texts = entries.map(({ value }) => String(value));
    const label = objects ? undefined : labelSigns.find((sign) => areLabelled(texts, sign));
    const things = label === undefined ? texts : texts.map((text) => text.slice(0, text.lastIndexOf(label)));
    const distinct = new Set(objects ? entries.map(({ value }) => JSON.stringify(value)) : things).size;
    const isList = kind === 'list' || isWritten(cells, separator) || areIds(things, column.name, separator);
    if (objects || (isList && distinct <= 0.7 * things.length)) {
      return { column, separator, objects, distinct, ...(label !== undefined && { label }) };
    }
  }
  return undefined;
}

/** Lists as JSON or Python write them need no separator. */
function isWritten(cells: readonly unknown[], separator: string): boolean {
  const written = cells.filter((cell) => typeof cell === 'string' && /^\s*\[.*\]\s*$/s.test(cell));
  return separator === separators[0] && written.length >= 0.95 * cells.length;
}

/** Words between blanks are a text; ids have a digit, unless the column says that it lists items. */
function areIds(entries: readonly string[], name: string, separator: string): boolean {
  const isId = (text: string) => /^[\p{L}\p{Pd}_.:#]*\d[\p{L}\p{N}\p{Pd}_.:#]*$/u.test(text);
  const isName = (text: string) => text.length <= 40 && text.split(/\s+/).length <= 3;
  const fits = isListName(name) && separator !== ' ' ? isName : isId;
  return entries.filter(fits).length >= 0.95 * entries.length;
}

/** `N12-1 N55-0`: behind the last sign of every entry stands 0 or 1, and both do. */
function areLabelled(entries: readonly string[], sign: string): boolean {
  const labels = entries.map((text) => {
    const at = text.lastIndexOf(sign);
    return at > 0 ? text.slice(at + sign.length) : '';
  });
  return labels.every((label) => label === '0' || label === '1') && new Set(labels).size === 2;
}

/** What people call a list of what a user did. */
function isListName(name: string): boolean {
  const last = name.slice(name.lastIndexOf('.') + 1);
  return (
    nameFits('item', last) > 0 ||
    nameFits('item', last.replace(/(?:[-_ ]?(?:ids?|list|seq|sequence|history))+$/i, '')) > 0 ||
    /^(?:events?|impressions?|clicks?|clicked|history|sequence|seq|basket|cart|orders?|purchases|interactions?|actions?|views?|sessions?|list)$/i.test(
      last.replace(/[-_ ]?(?:ids?|list|seq|sequence|history)$/i, ''),
    )
  );
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
function rank({ column, objects, label, distinct }: List): number {
  return (
    (label !== undefined ? 8 : 0) +
    (objects ? 4 : 0) +
    (isListName(column.name) ? 2 : 0) +
    distinct / (distinct + 1)
  );
}
