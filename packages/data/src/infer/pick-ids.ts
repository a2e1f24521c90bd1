import { DataError } from '../error.ts';
import { type ColumnProfile, examplesOf } from './column-profile.ts';
import { isFunctionOf, repeatsOf } from './column-relations.ts';
import { type Answers, answerTo, type Option, type Question } from './question.ts';
import { isSessionName, nameFits } from './role-names.ts';

export interface IdCandidate {
  readonly column: ColumnProfile;
  /** Mean number of rows a value. */
  readonly repeats: number;
}

export interface PickedIds {
  readonly user: IdCandidate;
  readonly item: IdCandidate;
  readonly questions: Question[];
}

type Side = 'user' | 'item';
/** Below it a column is taken only where there is none better. */
const few = 10;
const mostCompared = 6;

/**
 * The columns of the users and of the items. A clear name decides, then how many values there are: ids are many and
 * come again. Asks where no name decides between two columns.
 *
 * @param candidates columns that play no other part
 * @param all what may be answered
 * @throws DataError where there are no two
 */
export function pickIds(
  candidates: readonly ColumnProfile[],
  all: readonly ColumnProfile[],
  file: string,
  answers: Answers,
): PickedIds {
  const varied = candidates.filter((column) => column.distinct > 1 && column.column.kind !== 'list');
  const idLike = varied.filter(
    (column) => column.idLike || nameFits('user', column.name) + nameFits('item', column.name) > 0,
  );
  const pool = idLike.length >= 2 ? idLike : varied;
  const questions: Question[] = [];
  const choose = (
    side: Side,
    from: readonly ColumnProfile[],
    guess: ColumnProfile,
    other?: ColumnProfile,
  ): ColumnProfile => {
    // Two values are hardly ever all there is: whatever else there is may be meant.
    const doubtful = guess.distinct <= 2 && nameFits(side, guess.name) < 2;
    const rivals = without(doubtful && from.length < 2 ? without(all, other) : from, guess);
    const question: Question = {
      key: side,
      message: `Which column holds the ${side}?`,
      options: [guess, ...rivals.filter(({ distinct }) => guess.distinct < few || distinct >= few)].map(
        optionOf,
      ),
      guess: guess.name,
    };
    if (answers[side] === undefined) {
      if ((doubtful && rivals.length > 0) || rivals.some((rival) => isRival(side, rival, guess))) {
        questions.push(question);
      }
      return guess;
    }
    const others = all.filter(({ name }) => !question.options.some(({ value }) => value === name));
    const answer = answerTo(
      { ...question, options: [...question.options, ...others.map(optionOf)] },
      answers,
    );
    return all.find((column) => column.name === answer) ?? guess;
  };

  const itemNamed = named('item', worthy('item', pool));
  const userPool = worthy('user', without(pool, itemNamed));
  const userGuess = named('user', userPool) ?? best(userPool, itemNamed);
  const user = userGuess && choose('user', without(pool, itemNamed), userGuess, itemNamed);
  const itemPool = worthy('item', without(pool, user));
  const itemGuess = named('item', itemPool) ?? best(itemPool, user);
  if (!user || !itemGuess) {
    throw noIds(user ? 'item' : 'user', all, file);
  }
  const item = choose('item', itemPool, itemGuess, user);
  const candidate = (column: ColumnProfile) => ({ column, repeats: repeatsOf(column) });
  return { user: candidate(user), item: candidate(item), questions };
}

/**
 * What may be guessed for a side. A session is no item, and a user only where nothing else is named like one; two values
 * do not make a side where another column has many that come again, unless their name is clear.
 */
function worthy(side: Side, pool: readonly ColumnProfile[]): ColumnProfile[] {
  const lasting = pool.filter(({ name }) => !isSessionName(name));
  const noSession = side === 'item' || lasting.some(({ name }) => nameFits(side, name) > 0);
  const left = noSession ? lasting : pool;
  const many = left.some((column) => column.distinct >= few && repeatsOf(column) >= 1.5);
  return left.filter(({ name, distinct }) => !many || distinct > 2 || nameFits(side, name) === 2);
}

/** The column whose name says it most clearly. */
function named(side: Side, pool: readonly ColumnProfile[]): ColumnProfile | undefined {
  const enough = pool.filter(({ distinct }) => distinct >= few).length >= 2;
  const fitting = pool.filter((column) => {
    const fits = nameFits(side, column.name);
    return fits === 2 || (fits === 1 && !(enough && column.distinct < few));
  });
  return fitting.sort(
    (a, b) =>
      nameFits(side, b.name) - nameFits(side, a.name) ||
      (nameFits(side, a.name) === 1 ? worth(b) - worth(a) : 0),
  )[0];
}

/** By content: many values that come again, and no description of the other side or of another candidate. */
function best(pool: readonly ColumnProfile[], other: ColumnProfile | undefined): ColumnProfile | undefined {
  const early = (column: ColumnProfile) => Math.max(0.5, 0.85 ** pool.indexOf(column));
  const ranked = [...pool].sort((a, b) => worth(b) * early(b) - worth(a) * early(a)).slice(0, mostCompared);
  const describes = (column: ColumnProfile, id: ColumnProfile) =>
    id !== column && repeatsOf(id) >= 1.5 && isFunctionOf(id.values, column.values);
  const rivals = other ? [...ranked, other] : ranked;
  const free = ranked.filter((column) => !rivals.some((id) => describes(column, id)));
  const [first = ranked[0], second = first] = free;
  // Of two unnamed ids the user mostly stands first.
  return other || pool.indexOf(first) < pool.indexOf(second) ? first : second;
}

/** Grows with the number of values; a column of another value in every row numbers the rows. */
function worth(column: ColumnProfile): number {
  const named = nameFits('user', column.name) + nameFits('item', column.name);
  const comesAgain = Math.min(1, (repeatsOf(column) - 1) / 2);
  return (Math.log(column.distinct) + named) * (0.05 + comesAgain) * (column.distinct < few ? 0.2 : 1);
}

/** Whether a person may well have meant this column instead. */
function isRival(side: Side, rival: ColumnProfile, guess: ColumnProfile): boolean {
  const [theirs, ours] = [nameFits(side, rival.name), nameFits(side, guess.name)];
  const otherSide = nameFits(side === 'user' ? 'item' : 'user', rival.name);
  return ours === 2
    ? theirs === 2 && rival.distinct >= few
    : otherSide < 2 && theirs >= ours && worth(rival) > 0.4 * worth(guess);
}

function optionOf(column: ColumnProfile): Option {
  const count = column.distinct.toLocaleString('en-US');
  return {
    value: column.name,
    label: `${column.name} (${count} values in ${column.values.length.toLocaleString('en-US')} rows, such as ${examplesOf(column, 3).join(', ')})`,
  };
}

function without(pool: readonly ColumnProfile[], column: ColumnProfile | undefined): ColumnProfile[] {
  return pool.filter((candidate) => candidate !== column);
}

function noIds(side: Side, all: readonly ColumnProfile[], file: string): DataError {
  return new DataError(
    `${file}: no ${side} column recognised among ${all.map(({ name }) => name).join(', ') || 'no columns'}; each row of a log names a user and an item. If this is one, write the config by hand with schema.user.id and schema.item.id`,
  );
}
