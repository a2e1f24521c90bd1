import { listParts, numberOf, writtenList } from '@twotower/features';
import type { ConfigInput } from '@twotower/schema';
import { type ColumnProfile, numbersOf } from './column-profile.ts';
import { inferSeparator } from './infer-separator.ts';
import { inferVector } from './infer-vector.ts';
import { isIdName, nameFits } from './role-names.ts';

/** A feature as people write it. */
export type FeatureInput = NonNullable<ConfigInput['schema']['user']['features']>[string];

export interface InferredKind {
  readonly config: FeatureInput;
  readonly why: string;
}

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
    return { config: { kind: 'categories', ...rareIn(column.distinct) }, why: 'lists' };
  }
  if (kind === 'boolean') {
    return { config: { kind: 'categorical' }, why: 'yes or no' };
  }
  if (isIdName(column.name) && column.distinct > 0.2 * column.filled) {
    return `an id of something else (${count(column)})`;
  }
  if (isIdName(column.name) && column.idLike) {
    return {
      config: { kind: 'categorical', ...rareIn(column.distinct) },
      why: `ids of few things (${count(column)})`,
    };
  }
  if (column.timeLike && !(column.numeric && nameFits('time', column.name) === 0 && column.distinct <= 20)) {
    return ofTime(column, texts);
  }
  if (column.numeric) {
    return ofNumbers(column);
  }
  return ofTexts(column, texts);
}

/** Dates have a weekday and perhaps an hour; of numbers that count seconds only the order is sure. */
function ofTime(column: ColumnProfile, texts: readonly string[]): InferredKind | string {
  const iso = texts.filter((text) => /^\d{4}-\d\d-\d\d/.test(text.trim())).length;
  if (column.column.kind === 'time' || (texts.length > 0 && iso >= 0.95 * texts.length && !column.numeric)) {
    return { config: { kind: 'time' }, why: `dates (${count(column)})` };
  }
  return column.numeric
    ? { config: { kind: 'numeric', transform: 'quantile' }, why: `times as numbers (${count(column)})` }
    : 'dates in a form that features do not read; write them as 2026-01-31';
}

/** What counts classes rather than quantities; of a column without a name it is likelier. */
const codeName =
  /^column\d+$|(?:feat\w*|code|class|cat|category|type|group|cluster|segment|zip|zipcode|plz|level|status|kind)\d*$/i;

function ofNumbers(column: ColumnProfile): InferredKind | string {
  const { whole, distinct, filled, min, max } = column;
  if (whole && (distinct <= 20 || (codeName.test(column.name) && distinct <= Math.min(5000, 0.5 * filled)))) {
    return { config: { kind: 'categorical', ...rareIn(column.distinct) }, why: `codes (${count(column)})` };
  }
  // Whole numbers of another value in each row are keys of some other table.
  if (whole && filled > 100 && distinct > 0.98 * filled) {
    return `another number in each row (${count(column)})`;
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
  if (texts.some((text) => /^https?:\/\//.test(text))) {
    return 'addresses of pages or pictures';
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
  if (column.distinct > 0.5 * column.filled || column.distinct > 5000) {
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
