import { middleOfPlateau } from './middle-of-plateau.ts';
import { pairedBootstrap } from './paired-bootstrap.ts';
import { rowsOfUsers, type UserValues } from './user-values.ts';

/** So much better, relative to what there was, a choice has to be beside its interval above zero. */
const margin = 0.01;

/**
 * The best of a grid, where it clearly gains on what there is. It is chosen by every other user and judged by the rest, as the best of
 * many looks good by chance where it was chosen. For the same reason it is not the highest candidate that is chosen but the middle of
 * those that cannot be told from it: that holds on other events, the edge of a plateau may not.
 *
 * @param grid rows of candidates, neighbours alike; each with values of one metric, of the users that `current` has
 * @returns the candidate and what it gains relative to `current`; undefined where that may be chance, or is less than a hundredth
 */
export function clearlyBest<T extends { readonly values: UserValues }>(
  grid: readonly (readonly T[])[],
  current: UserValues,
  metric: string,
  seed: number,
): { readonly candidate: T; readonly gain: number } | undefined {
  const choosing = new Set(Array.from(current.users).filter((_, i) => i % 2 === 0));
  const choosers = (all: UserValues): UserValues => rowsOfUsers(all, (user) => choosing.has(user));
  const judges = (all: UserValues): UserValues => rowsOfUsers(all, (user) => !choosing.has(user));
  const { row, column } = middleOfPlateau(
    grid.map((each) => each.map(({ values }) => choosers(values).values)),
  );
  const candidate = grid[row][column];
  const judged = judges(current);
  const { difference, low } = pairedBootstrap(judges(candidate.values), judged, seed)[metric];
  const gain = difference / Math.max(meanOf(judged.values), 1e-9);
  return low > 0 && gain >= margin ? { candidate, gain } : undefined;
}

function meanOf(values: Float32Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
