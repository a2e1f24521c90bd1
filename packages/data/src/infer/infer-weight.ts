import { numberOf } from '@twotower/features';
import type { ConfigInput } from '@twotower/schema';
import { WeightTail } from '../inspect/weight-tail.ts';
import { isHeavyTailed } from '../warnings/heavy-weights.ts';
import { percent } from '../warnings/percent.ts';
import type { ColumnProfile } from './column-profile.ts';
import { isFunctionOf } from './column-relations.ts';
import type { Roles } from './infer-roles.ts';
import { wordsOf } from './name-words.ts';

export interface InferredWeight {
  /** Absent where no column is named like a weight. */
  readonly weight?: NonNullable<ConfigInput['schema']['event']>['weight'];
  readonly told: readonly string[];
  /** A column that may be one: how often or how long. */
  readonly maybe?: { readonly column: string; readonly why: string };
}

const counted =
  /^(?:plays?|playcount|listens?|streams?|scrobbles?|counts?|cnt|times|quantity|qty|menge|anzahl|clicks?|views?|visits?|hits|freq|frequency|hours|minutes|playtime)$/;

/** How much an event counts: a column called a weight, as logarithm where few rows have much of the sum. */
export function inferWeight({ weight, user, item }: Roles, others: readonly ColumnProfile[]): InferredWeight {
  if (weight) {
    const tail = tailOf(weight);
    return isHeavyTailed(tail)
      ? {
          weight: { column: weight.name, transform: 'log' },
          told: [`${tailInWords(weight, tail)}, so its logarithm is taken`],
        }
      : { weight: weight.name, told: [] };
  }
  const maybe = others.find(
    (column) =>
      column.numeric &&
      !column.flag &&
      !column.timeLike &&
      column.min >= 0 &&
      column.distinct > 5 &&
      (wordsOf(column.name).some((word) => counted.test(word)) ||
        (column.whole && isHeavyTailed(tailOf(column)))) &&
      ![user, item].some((ids) => isFunctionOf(ids.values, column.values)),
  );
  return {
    told: [],
    ...(maybe && { maybe: { column: maybe.name, why: tailInWords(maybe, tailOf(maybe)) } }),
  };
}

function tailOf({ values }: ColumnProfile): WeightTail {
  const tail = new WeightTail();
  for (const value of values) {
    const number = numberOf(value);
    if (number !== undefined && number >= 0) {
      tail.add(number);
    }
  }
  return tail;
}

function tailInWords({ name }: ColumnProfile, tail: WeightTail): string {
  return `the heaviest 1 % of the rows have ${percent(tail.topShare(0.01))} of the sum of ${name}`;
}
