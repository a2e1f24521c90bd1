import type { Intervals } from '@twotower/schema';
import { byName } from './by-name.ts';
import type { Examination } from './examination.ts';
import { pairedBootstrap } from './paired-bootstrap.ts';
import { joinUserValues, rowsOfUsers, type UserValues } from './user-values.ts';

/** Two scorers in one examination. */
export interface Compared extends Pick<Examination, 'userGroupings'> {
  readonly model: UserValues;
  readonly baseline: UserValues;
}

/**
 * How sure the difference `model - baseline` is within each group of users that is looked at in detail, by its name. In each
 * examination a user belongs where that examination says.
 */
export function sliceIntervals(
  examinations: readonly Compared[],
  seed: number,
): Record<string, Intervals[string]> {
  const rows = examinations.flatMap(({ userGroupings, model, baseline }) =>
    userGroupings
      .filter(({ inDetail }) => inDetail)
      .flatMap(({ names, of }) =>
        names.map((name, group) => {
          const belongs = (user: number) => of[user] === group;
          return { name, model: rowsOfUsers(model, belongs), baseline: rowsOfUsers(baseline, belongs) };
        }),
      ),
  );
  return Object.fromEntries(
    [...byName(rows.filter(({ model }) => model.users.length > 0))].map(([name, own]) => [
      name,
      pairedBootstrap(
        joinUserValues(own.map(({ model }) => model)),
        joinUserValues(own.map(({ baseline }) => baseline)),
        seed,
      ),
    ]),
  );
}
