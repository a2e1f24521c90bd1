import { numberOf } from '@twotower/features';
import type { ConfigInput } from '@twotower/schema';
import type { ColumnProfile } from './column-profile.ts';
import type { Roles } from './infer-roles.ts';
import { type Answers, answerTo, type Question } from './question.ts';

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
  const { type, flags, rating } = roles;
  const every: Choice = { value: 'every row', label: 'every row' };
  const [choices, unsure] = type
    ? [ofTypes(type), typesOf(type).length > 1]
    : flags.length > 0
      ? [[...flags.map(ofFlag), every], true]
      : rating
        ? [ofRatings(rating, every), true]
        : [[every], false];
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
    guess: `positives: ${chosen.label}${unliked ? `; ${unliked}` : ''}`,
    ...(unsure && choices.length > 1 && answers.positive === undefined && { question }),
  };
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
  const top = [1, 5, 10, 100].find((end) => max <= end);
  if (top === undefined) {
    return [{ ...every, label: `every row (${name} goes up to ${max} and is no scale)` }];
  }
  const from = (atLeast: number): Choice => ({
    value: `${name} >= ${atLeast}`,
    label: `rows with ${name} of at least ${atLeast} (${percent(share(rating, (value) => (numberOf(value) ?? Number.NEGATIVE_INFINITY) >= atLeast))}; values ${min} to ${max})`,
    positive: { column: name, atLeast },
  });
  const steps = top === 1 ? [1] : [0.8, 0.6, 0.7, 0.9, 1].map((part) => part * top);
  const whole = steps.filter((step) => step <= max && (top > 5 || Number.isInteger(step)));
  const choices = whole.map((step) => from(Math.round(step)));
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
