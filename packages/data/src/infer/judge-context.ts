import { numberUnits, toMilliseconds, unitOf } from '@twotower/features';
import { isMissing } from '../missing-words.ts';
import { type ColumnProfile, numbersOf } from './column-profile.ts';
import type { LeftColumn } from './inferred-features.ts';
import { wordsOf } from './name-words.ts';
import { isSessionName, nameFits } from './role-names.ts';

/** Columns of a log that may belong to the request; whether they are known when it comes only a person can tell. */
export interface JudgedContext {
  /** The time of the event, where it has hours. */
  readonly clock?: ColumnProfile;
  readonly likely: readonly ColumnProfile[];
  readonly left: readonly LeftColumn[];
}

const mostValues = 50;
const mostLikely = 5;
/** What is measured or decided once the event has happened. */
const outcomes =
  /^(?:duration|dwell|watch|watched|played|playing|stay|seconds|completion|progress|quantity|qty|revenue|amount|total|helpful|helpfulness|review|summary|comment|feedback|reward|label|outcome|result)$/;

/** @param columns of the log, neither used nor tied to a user or an item */
export function judgeContext(
  time: ColumnProfile | undefined,
  columns: readonly ColumnProfile[],
): JudgedContext {
  const left = columns.flatMap((column) => {
    const why = whyLeft(column);
    return why === undefined ? [] : [{ column, why }];
  });
  const likely = columns.filter((column) => whyLeft(column) === undefined);
  return {
    ...(time && hasHours(time) && { clock: time }),
    likely: likely.slice(0, mostLikely),
    left: [
      ...left,
      ...likely
        .slice(mostLikely)
        .map((column) => ({ column, why: 'after the first that may be of the request' })),
    ],
  };
}

function whyLeft(column: ColumnProfile): string | undefined {
  const { name, numeric, flag, timeLike, distinct, topShare, values } = column;
  const there = values.filter((value) => !isMissing(value)).length;
  if (there < 0.2 * values.length) {
    return `filled in ${there.toLocaleString('en-US')} of ${values.length.toLocaleString('en-US')} rows only`;
  }
  if (distinct < 2 || topShare > 0.99) {
    return 'always or nearly always the same';
  }
  if (/^(?:split|fold|set|part|partition)$/i.test(name)) {
    return 'which part of a split a row is in';
  }
  if (
    nameFits('flag', name) > 0 ||
    nameFits('rating', name) > 0 ||
    wordsOf(name).some((word) => outcomes.test(word))
  ) {
    return 'what came of the event, which a request does not know';
  }
  if (isSessionName(name)) {
    return 'tells visits apart, and a visit to come has no value yet';
  }
  if (timeLike) {
    return 'a time beside the one of the event';
  }
  if (numeric || flag) {
    return 'a number that changes from row to row; under schema.context it is a feature, if a request knows it';
  }
  return distinct > mostValues
    ? `too many values (${distinct.toLocaleString('en-US')}) that change from row to row`
    : undefined;
}

function hasHours({ column, values }: ColumnProfile): boolean {
  const numbers = numbersOf({ values });
  const units = numberUnits(numbers);
  return numbers.length > 0
    ? numbers.some((value) => {
        const unit = column.kind === 'time' ? 'milliseconds' : unitOf(value, units);
        return unit !== 'date' && toMilliseconds(value, unit) % 86_400_000 !== 0;
      })
    : values.some(
        (value) => typeof value === 'string' && /\d:\d\d/.test(value) && !/\b0?0:00(?::00|\b)/.test(value),
      );
}
