import { DataError } from '../error.ts';
import { isMissing } from '../missing-words.ts';
import { type ColumnProfile, numbersOf } from './column-profile.ts';
import { isFunctionOf } from './column-relations.ts';
import { wordsOf } from './name-words.ts';
import { type IdCandidate, pickIds } from './pick-ids.ts';
import type { Answers, Question } from './question.ts';
import { nameFits, type Role } from './role-names.ts';

/** Which column of a log plays which part. */
export interface Roles {
  readonly user: ColumnProfile;
  readonly item: ColumnProfile;
  readonly time?: ColumnProfile;
  readonly type?: ColumnProfile;
  readonly rating?: ColumnProfile;
  /** Columns of 0 and 1 that say what the user did; the first one is the best guess. */
  readonly flags: readonly ColumnProfile[];
  readonly id?: ColumnProfile;
  readonly request?: ColumnProfile;
  readonly weight?: ColumnProfile;
}

/**
 * Recognises the columns of a log: by their names first, then by what is in them.
 *
 * @throws DataError where no two columns look like ids
 */
export function inferRoles(
  columns: readonly ColumnProfile[],
  file: string,
  answers: Answers,
): { roles: Roles; questions: Question[] } {
  const free = new Set(columns.filter((column) => column.filled > 0));
  const take = (found: ColumnProfile | undefined) => {
    if (found) {
      free.delete(found);
    }
    return found;
  };
  /** The column with the clearest name; of equal ones the first. */
  const named = (role: Role, fits: (column: ColumnProfile) => boolean) =>
    take(
      [...free]
        .filter((column) => nameFits(role, column.name) > 0 && fits(column))
        .sort((a, b) => nameFits(role, b.name) - nameFits(role, a.name))[0],
    );

  refuseFewColumns(columns, file);
  const id = named('id', (column) => column.distinct === column.filled && free.size > 2);
  const candidates = withoutScales([...free].filter((column) => !playsAnotherPart(column)));
  const { user, item, questions } = pickIds(candidates, [...free], file, answers);
  take(user.column);
  take(item.column);
  const describes = (column: ColumnProfile) => isDescription(user, column) || isDescription(item, column);
  const request = named('request', () => true);
  const weight = named('weight', (column) => column.numeric);
  const time =
    named('time', (column) => column.timeLike && !describes(column)) ??
    take(
      [...free]
        .filter((column) => column.timeLike && column.distinct > 1 && !describes(column))
        .sort((a, b) => b.distinct - a.distinct)[0],
    );
  const rating = named(
    'rating',
    (column) => column.numeric && column.distinct > 1 && !isDescription(item, column),
  );
  const type =
    named(
      'type',
      (column) => isType(column) && (nameFits('type', column.name) === 2 || !describes(column)),
    ) ?? take([...free].find((column) => isType(column) && hasEventWords(column) && !describes(column)));
  const flags = [...free]
    .filter((column) => isFlag(column) && isFlagName(column.name) && !isDescription(item, column))
    .sort((a, b) => nameFits('flag', b.name) - nameFits('flag', a.name));
  flags.forEach(take);
  const scale =
    rating ??
    ((type && type.distinct > 1) || flags.length > 0
      ? undefined
      : take([...free].find((c) => isScale(c) && !describes(c))));
  return {
    roles: { user: user.column, item: item.column, time, type, rating: scale, flags, id, request, weight },
    questions,
  };
}

/** Too few columns for a user and an item: nothing to look at any closer. */
function refuseFewColumns(columns: readonly ColumnProfile[], file: string): void {
  const [only] = columns;
  if (columns.length < 2) {
    throw new DataError(
      `${file}: has only one column${only ? ` ("${only.name}")` : ''}, and a log needs two: a user and an item in each row; if another sign parts its fields, write a config by hand with data.format.delimiter`,
    );
  }
}

/** What is surely no id, whatever its values look like. */
function playsAnotherPart(column: ColumnProfile): boolean {
  if (nameFits('user', column.name) === 2 || nameFits('item', column.name) === 2) {
    return false;
  }
  return (
    column.timeLike ||
    isSurelyFlag(column) ||
    (['time', 'rating', 'flag', 'weight', 'request', 'measure'] as const).some(
      (role) => nameFits(role, column.name) === 2,
    ) ||
    (isType(column) && (nameFits('type', column.name) > 0 || hasEventWords(column)))
  );
}

function isDescription(id: IdCandidate, column: ColumnProfile): boolean {
  return id.repeats >= 1.5 && isFunctionOf(id.column.values, column.values);
}

/** Few texts, or few codes under a clear name. */
function isType(column: ColumnProfile): boolean {
  return column.numeric
    ? column.whole && column.distinct <= 12 && nameFits('type', column.name) === 2
    : column.column.kind === 'text' && column.distinct <= 30 && column.idLike;
}

function hasEventWords(column: ColumnProfile): boolean {
  return column.values.some(
    (value) =>
      typeof value === 'string' &&
      /^(?:pv|fav)$|click|view|purchase|buy|cart|like|impression|play|watch|order|kauf|ansicht/i.test(value),
  );
}

/** A column of few small numbers is hardly an id where others may be, unless it is named like one. */
function withoutScales(candidates: readonly ColumnProfile[]): readonly ColumnProfile[] {
  const others = candidates.filter(
    (column) => nameFits('user', column.name) + nameFits('item', column.name) > 0 || !isScale(column),
  );
  return others.length >= 2 ? others : candidates;
}

/** Few numbers from about 0 to 10, or in steps of 5 to 100: a scale of ratings, whatever its name, unless that is of a quantity. */
function isScale(column: ColumnProfile): boolean {
  const { name, numeric, distinct, min, max, filled } = column;
  return (
    numeric &&
    (nameFits('measure', name) === 0 || wordsOf(name).includes('value')) &&
    distinct >= 2 &&
    distinct <= 21 &&
    min >= -1 &&
    (max <= 10 || (max <= 100 && numbersOf(column).every((number) => number % 5 === 0))) &&
    filled > 4 * distinct
  );
}

/** Two values that say yes and no, or one of a typed source. */
function isFlag(column: ColumnProfile): boolean {
  return column.flag && ((column.min === 0 && column.max === 1) || column.column.kind === 'boolean');
}

/** A rating of yes and no is a flag too. */
function isFlagName(name: string): boolean {
  return nameFits('flag', name) > 0 || nameFits('rating', name) > 0;
}

/** Of words such as `on` and `N`, which may be values of anything, the column's name must say that they are a flag. */
function isSurelyFlag(column: ColumnProfile): boolean {
  const isWord = !column.numeric && column.column.kind !== 'boolean';
  const isTrueOrFalse = column.values.every(
    (value) => isMissing(value) || /^\s*(?:true|false)\s*$/i.test(String(value)),
  );
  return isFlag(column) && (!isWord || isTrueOrFalse || isFlagName(column.name));
}
