import { isMissing } from '../missing-words.ts';
import { cellEntries } from '../tables/cell-entries.ts';
import type { ColumnProfile } from './column-profile.ts';
import { inferVector } from './infer-vector.ts';
import { nameFits } from './role-names.ts';

const sampleCells = 2000;
/** Entries a cell, below which it is a value and no list. */
const leastEntries = 1.3;
/** Of lists the entries come again; what hardly does is a text. */
const mostDistinct = 0.7;
const separators = [' ', '|', ',', ';'];
const labelSigns = ['-', ':', '_', '='];

const behaviour =
  /^(?:events?|impressions?|clicks?|clicked|history|sequence|seq|basket|cart|orders?|purchases?|purchased|interactions?|actions?|views?|viewed|likes|liked|plays|played|watched|sessions?|list)$/i;

/** A column of lists. */
export interface ListColumn {
  readonly column: ColumnProfile;
  readonly separator: string;
  /** Entries have fields. */
  readonly objects: boolean;
  /** The sign between an entry and its 0 or 1. */
  readonly label?: string;
  readonly distinct: number;
}

/** How the cells of a column are parted; undefined where they are no lists. */
export function listColumn(column: ColumnProfile): ListColumn | undefined {
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
    if (objects || (isList && distinct <= mostDistinct * things.length)) {
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
export function isListName(name: string): boolean {
  const last = name.slice(name.lastIndexOf('.') + 1);
  const stem = last.replace(/[-_ ]?(?:ids?|list|seq|sequence|history)$/i, '') || last;
  return nameFits('item', last) > 0 || nameFits('item', stem) > 0 || behaviour.test(stem);
}
