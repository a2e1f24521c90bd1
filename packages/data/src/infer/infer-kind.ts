import { listParts, numberOf, numberUnits, writtenList } from '@twotower/features';
import type { ConfigInput } from '@twotower/schema';
import { type ColumnProfile, numbersOf } from './column-profile.ts';
import { inferSeparator } from './infer-separator.ts';
import { inferVector } from './infer-vector.ts';
import { wordsOf } from './name-words.ts';
import { recurringShare } from './recurring.ts';
import { isCodeName, isIdName, nameFits } from './role-names.ts';

/** A feature as people write it. */
export type FeatureInput = NonNullable<ConfigInput['schema']['user']['features']>[string];

export interface InferredKind {
  readonly config: FeatureInput;
  readonly why: string;
}

/** Of texts of which fewer come again each is a thing of its own. */
const leastRecurring = 0.5;

/**
 * The feature kind that suits the values of a column.
 *
 * @param column one value an entity
 * @returns a few words where it suits none
 */
export function inferKind(column: ColumnProfile): InferredKind | string {
  const { kind } = column.column;
  const texts = column.values.filter((value) => typeof value === 'string');
  const dim = inferVector(column);
  if (dim !== undefined) {
    return { config: { kind: 'vector', dim }, why: `${dim} numbers each` };
  }
  if (kind === 'list') {
    return ofLists(column);
  }
  if (kind === 'boolean') {
    return { config: { kind: 'categorical' }, why: 'yes or no' };
  }
  if (isIdName(column.name) && column.idLike && !column.timeLike) {
    return {
      config: { kind: 'categorical', ...rareIn(column.distinct) },
      why: `ids of few things (${count(column)})`,
    };
  }
  if (areYears(column)) {
    return { config: { kind: 'time' }, why: `years (${column.min} to ${column.max})` };
  }
  if (column.timeLike && !(column.numeric && nameFits('time', column.name) === 0 && column.distinct <= 20)) {
    return ofTime(column);
  }
  if (column.numeric) {
    return ofNumbers(column);
  }
  return ofTexts(column, texts);
}

function ofLists(column: ColumnProfile): InferredKind | string {
  const parts = column.values.flatMap((value) => (Array.isArray(value) ? value : []));
  return recurringShare(parts) < leastRecurring
    ? `lists of what hardly comes again (${count(column)})`
    : { config: { kind: 'categories', ...rareIn(new Set(parts).size) }, why: 'lists' };
}

/** How new something is says a date in any form; of numbers in other units than these only the order is sure. */
function ofTime(column: ColumnProfile): InferredKind {
  const { usual } = numberUnits(column.numeric && column.column.kind !== 'time' ? numbersOf(column) : []);
  return column.numeric && column.column.kind !== 'time' && usual !== 'seconds' && usual !== 'milliseconds'
    ? { config: { kind: 'numeric', transform: 'quantile' }, why: `times as numbers (${count(column)})` }
    : { config: { kind: 'time' }, why: `dates (${count(column)})` };
}

const yearName = /^(?:year|jahr|annee|ano|anno|rok|yr)$/;

/** Nearly all are whole numbers that are years by now; of few different ones the name must say so. */
function areYears(column: ColumnProfile): boolean {
  if (!column.whole) {
    return false;
  }
  const numbers = numbersOf(column);
  const years = numbers.filter((year) => year >= 1500 && year <= 2100);
  const isNamed = wordsOf(column.name).some((word) => yearName.test(word));
  return (
    years.length >= 0.9 * numbers.length &&
    new Set(years).size >= (isNamed ? 2 : 10) &&
    (isNamed || years.filter((year) => year >= 1900 && year <= 2050).length >= 0.8 * years.length)
  );
}

function ofNumbers(column: ColumnProfile): InferredKind | string {
  const { whole, distinct, filled, min, max } = column;
  if (whole && (distinct <= 20 || (isCodeName(column.name) && distinct <= Math.min(5000, 0.5 * filled)))) {
    return { config: { kind: 'categorical', ...rareIn(column.distinct) }, why: `codes (${count(column)})` };
  }
  const sorted = Float64Array.from(numbersOf(column)).sort();
  const [low, median, high] = [0.05, 0.5, 0.95].map((part) => sorted[Math.floor(part * (sorted.length - 1))]);
  return min >= 0 && high - median > 1.5 * (median - low)
    ? {
        config: { kind: 'numeric', transform: 'log' },
        why: `numbers with a long tail (median ${median}, 95 % up to ${high}, at most ${max})`,
      }
    : { config: { kind: 'numeric', transform: 'quantile' }, why: `numbers (${min} to ${max})` };
}

function ofTexts(column: ColumnProfile, texts: readonly string[]): InferredKind | string {
  if (areRecords(texts)) {
    return 'records within a cell; a list of their names or codes would be a feature';
  }
  if (areWrittenLists(texts)) {
    const parts = new Set(texts.flatMap((text) => listParts(text, ','))).size;
    return {
      config: { kind: 'categories', ...rareIn(parts) },
      why: `lists (${parts.toLocaleString('en-US')} parts in ${count(column)})`,
    };
  }
  const listed = inferSeparator(texts);
  if (listed) {
    const { separator, parts } = listed;
    return {
      config: { kind: 'categories', separator, ...rareIn(parts) },
      why: `lists with ${JSON.stringify(separator)} (${parts.toLocaleString('en-US')} parts in ${count(column)})`,
    };
  }
  if (recurringShare(texts) < leastRecurring) {
    const words = texts.filter((text) =>
      /\S\s+\S|[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]{4}/u.test(text),
    ).length;
    return words >= 0.4 * texts.length
      ? { config: { kind: 'text' }, why: `words (${count(column)})` }
      : `names or codes that hardly come again (${count(column)})`;
  }
  return {
    config: { kind: 'categorical', ...rareIn(column.distinct) },
    why: `categories (${count(column)})`,
  };
}

/** `{"name": "x"}` or `[{'id': 1}]`, as JSON or Python write them. */
function areRecords(texts: readonly string[]): boolean {
  const records = texts.filter((text) => /^\s*(?:\[\s*)?\{\s*["'].*\}\s*\]?\s*$/s.test(text)).length;
  const empty = texts.filter((text) => /^\s*(?:\[\s*\]|\{\s*\})\s*$/.test(text)).length;
  return records > 0 && records + empty >= 0.9 * texts.length;
}

/** Lists as JSON or Python write them, of what comes again in other texts; `[10, 20]` is a range, and one value. */
function areWrittenLists(texts: readonly string[]): boolean {
  const lists = texts.flatMap((text) => {
    const list = writtenList(text);
    return list ? [list] : [];
  });
  const parts = lists.flat();
  const widths = new Set(lists.map(({ length }) => length));
  const areRanges = widths.size === 1 && parts.every((part) => numberOf(part) !== undefined);
  return (
    lists.length > 0 &&
    lists.length >= 0.95 * texts.length &&
    !areRanges &&
    new Set(parts).size <= 0.5 * parts.length
  );
}

/** What occurs once teaches nothing; among few values nothing is rare. */
function rareIn(distinct: number): { minCount?: number } {
  return distinct > 50 ? { minCount: 2 } : {};
}

function count({ distinct }: ColumnProfile): string {
  return `${distinct.toLocaleString('en-US')} values`;
}
