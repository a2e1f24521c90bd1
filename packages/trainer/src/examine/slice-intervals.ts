import type { Intervals } from '@twotower/schema';
import type { Examination } from './examination.ts';
import { pairedBootstrap } from './paired-bootstrap.ts';
import { rowsOfUsers, type UserValues } from './user-values.ts';

/** How sure the difference `model - baseline` is within each group of users that is looked at in detail, by its name. */
export function sliceIntervals(
  { userGroupings }: Pick<Examination, 'userGroupings'>,
  model: UserValues,
  baseline: UserValues,
  seed: number,
): Record<string, Intervals[string]> {
  return Object.fromEntries(
    userGroupings
      .filter(({ inDetail }) => inDetail)
      .flatMap(({ names, of }) =>
        names.flatMap((name, group) => {
          const belongs = (user: number) => of[user] === group;
          const own = rowsOfUsers(model, belongs);
          return own.users.length > 0
            ? [[name, pairedBootstrap(own, rowsOfUsers(baseline, belongs), seed)] as const]
            : [];
        }),
      ),
  );
}
