import { pairedBootstrap } from './paired-bootstrap.ts';
import { rowsOfUsers, type UserValues } from './user-values.ts';

/** So much better, relative to what there was, a choice has to be beside its interval above zero. */
const margin = 0.01;

/**
 * The best of a grid, where it clearly gains on what there is. It is chosen by every other user and judged by the rest, as the best of
 * many looks good by chance where it was chosen. For the same reason a candidate is chosen for what it and its neighbours come to:
 * the middle of a plateau holds on other events, a peak at its edge may not.
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
  const chosenBy = (all: UserValues): number => meanOf(rowsOfUsers(all, (user) => choosing.has(user)).values);
  const judges = (all: UserValues): UserValues => rowsOfUsers(all, (user) => !choosing.has(user));
  const candidate = middleOfPlateau(
    grid,
    grid.map((row) => row.map(({ values }) => chosenBy(values))),
  );
  const judged = judges(current);
  const { difference, low } = pairedBootstrap(judges(candidate.values), judged, seed)[metric];
  const gain = difference / Math.max(meanOf(judged.values), 1e-9);
  return low > 0 && gain >= margin ? { candidate, gain } : undefined;
}

/** Where a value and those beside, above and below it have the highest mean. */
function middleOfPlateau<T>(grid: readonly (readonly T[])[], values: readonly (readonly number[])[]): T {
  let best = { candidate: grid[0][0], value: Number.NEGATIVE_INFINITY };
  for (const [r, row] of grid.entries()) {
    for (const [c, candidate] of row.entries()) {
      const around = [
        values[r][c],
        values[r][c - 1],
        values[r][c + 1],
        values[r - 1]?.[c],
        values[r + 1]?.[c],
      ];
      const value = meanOf(around.filter((each) => each !== undefined));
      if (value > best.value) {
        best = { candidate, value };
      }
    }
  }
  return best.candidate;
}

function meanOf(values: Float32Array | readonly number[]): number {
  return values.length === 0 ? 0 : sumOf(values) / values.length;
}

function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) {
    sum += value;
  }
  return sum;
}
