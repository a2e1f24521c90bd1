import { numberOf } from '@twotower/features';
import { isMissing } from '../missing-words.ts';
import { type ColumnProfile, examplesOf } from './column-profile.ts';
import { nameFits } from './role-names.ts';

/** Of fewer numbers a column is something else, whatever its name. */
const leastNumbers = 0.5;

/** Why a column that is named like a rating or a flag is taken for neither: some of its values are no numbers. */
export function unreadRatings(columns: readonly ColumnProfile[]): string[] {
  return columns
    .filter(
      ({ name, numeric, flag }) => !numeric && !flag && nameFits('rating', name) + nameFits('flag', name) > 0,
    )
    .flatMap((column) => {
      const present = column.values.filter((value) => !isMissing(value));
      const others = present.filter((value) => numberOf(value) === undefined);
      return present.length > 0 && others.length <= (1 - leastNumbers) * present.length
        ? [
            `no ratings: ${others.length.toLocaleString('en-US')} of ${present.length.toLocaleString('en-US')} values in ${column.name} are no numbers, such as ${examplesOf({ ...column, values: others }, 1)[0]}; write numbers, or set schema.positive: { column: ${column.name}, atLeast: 4 }, which rejects those rows`,
          ]
        : [];
    });
}
