import { numberOf } from '@twotower/features';
import type { ConfigInput } from '@twotower/schema';
import type { ColumnProfile } from './column-profile.ts';
import type { Roles } from './infer-roles.ts';
import { type Answers, answerTo, type Question } from './question.ts';
import { nameFits } from './role-names.ts';

export interface InferredPositive {
  /** Absent where every row is a positive. */
  readonly positive?: ConfigInput['schema']['positive'];
  readonly guess: string;
  /** Where there is more than one sensible answer that was not given. */
  readonly question?: Question;
}

type Positive = ConfigInput['schema']['positive'];

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly positive?: Positive;
}

/** Which rows say that a user liked an item: those of some types, with a flag, above a rating, or all. */
export function inferPositive(roles: Roles, answers: Answers): InferredPositive {
  const { flags, rating } = roles;
  // One type says nothing that a rating does not say better.
  const type = rating && roles.type?.distinct === 1 ? undefined : roles.type;
  const every: Choice = { value: 'every row', label: 'every row' };
  const [choices, unsure] = type
    ? [ofTypes(type), typesOf(type).length > 1]
    : flags.length > 0
      ? [[...flags.map(ofFlag), every], true]
      : rating
        ? [ofRatings(rating, every), true]
        : [[every], false];
  const byRating = type || flags.length > 0 ? undefined : rating;
  const unliked = type && !likedOf(typesOf(type)) ? `no ${type.name} looks like a liking` : undefined;
  const question: Question = {
    key: 'positive',
    message: `${unliked ? `${unliked[0].toUpperCase()}${unliked.slice(1)}. ` : ''}Which rows are positives, the ones to learn from?`,
    options: choices.map(({ value, label }) => ({ value, label })),
    guess: choices[0].value,
  };
  const chosen = choices.find(({ value }) => value === answerTo(question, answers)) ?? choices[0];
  return {
    ...(chosen.positive && { positive: chosen.positive }),
    guess: `positives: ${chosen.label}${unliked ? `; ${unliked}` : byRating && chosen.positive ? scaleInWords(byRating) : ''}`,
    ...(unsure && choices.length > 1 && answers.positive === undefined && { question }),
  };
}

/** Why a column that is not called a rating is taken for one. */
function scaleInWords({ name, distinct, min, max }: ColumnProfile): string {
  return nameFits('rating', name) > 0
    ? ''
    : `; ${name} is taken for a rating, as it has ${distinct} different numbers from ${min} to ${max}`;
}

/** What was shown: no liking, but no dislike either. */
const shown = /impression|expos|^shown?$|^display|^seen$/i;
const negative =
  /skip|dislike|hide|hidden|ranked_?out|remove|delete|return|refund|^un_?(?:like|follow|fav|save|subscribe)|report|negative|not_?interested|down_?vote|thumbs?_?down|^(?:block|mute|hate)/i;
const strong = /purchase|buy|order|bought|kauf|transaction|checkout/i;

function ofTypes(type: ColumnProfile): Choice[] {
  const types = typesOf(type);
  const neutral = types.filter((name) => !negative.test(name));
  // Of dislikes alone no choice is better than another: the question says so.
  const guess = likedOf(types) ?? (neutral.length > 0 ? neutral : types);
  const shares = (names: readonly string[]) =>
    `${type.name} ${names.join(', ')} (${percent(share(type, (value) => names.includes(String(value))))})`;
  const lists = [guess, guess.filter((name) => strong.test(name)), ...types.map((name) => [name]), types];
  const distinct = new Map(
    lists.filter((names) => names.length > 0).map((names) => [names.join(','), names]),
  );
  return [...distinct].map(([value, names]) => ({ value, label: shares(names), positive: names }));
}

/** The types that may be likings; undefined where there are none. */
function likedOf(types: readonly string[]): string[] | undefined {
  const liked = types.filter((name) => !negative.test(name) && !shown.test(name));
  return liked.length > 0 ? liked : undefined;
}

function ofFlag(flag: ColumnProfile): Choice {
  const rows = percent(share(flag, (value) => (numberOf(value) ?? 0) >= 1));
  return {
    value: flag.name,
    label: `rows with ${flag.name} = ${yesOf(flag)} (${rows})`,
    positive: { column: flag.name, atLeast: 1 },
  };
}

/** What says yes in a column of flags: `True`, `Y`, 1. */
function yesOf({ values }: ColumnProfile): string {
  return String(values.find((value) => numberOf(value) === 1) ?? 1);
}

/** The guess: four fifths of the scale, where enough rows are as high. */
function ofRatings(rating: ColumnProfile, every: Choice): Choice[] {
  const { name, min, max } = rating;
  const top = [1, 2, 3, 4, 5, 6, 7, 10, 20, 100].find((end) => max <= end);
  if (top === undefined) {
    return [{ ...every, label: `every row (${name} goes up to ${max} and is no scale)` }];
  }
  const from = (atLeast: number): Choice => ({
    value: `${name} >= ${atLeast}`,
    label: `rows with ${name} of at least ${atLeast} (${percent(share(rating, (value) => (numberOf(value) ?? Number.NEGATIVE_INFINITY) >= atLeast))}; values ${min} to ${max})`,
    positive: { column: name, atLeast },
  });
  const steps = top <= 3 ? [top] : [0.8, 0.6, 0.7, 0.9, 1].map((part) => Math.round(part * top));
  const choices = [...new Set(steps)].filter((step) => step <= max).map(from);
  const high = share(rating, (value) => (numberOf(value) ?? Number.NEGATIVE_INFINITY) >= steps[0]);
  return high >= 0.05 ? [...choices, every] : [every, ...choices];
}

function typesOf(type: ColumnProfile): string[] {
  const named = type.values.flatMap((value) => (value === null || value === undefined ? [] : String(value)));
  return [...new Set(named)].sort();
}

function share(column: ColumnProfile, fits: (value: ColumnProfile['values'][number]) => boolean): number {
  const filled = column.values.filter((value) => value !== null && value !== undefined);
  return filled.filter(fits).length / Math.max(1, filled.length);
}

function percent(value: number): string {
  return `${(100 * value).toPrecision(value > 0.995 ? 3 : 2)} % of rows`;
}
