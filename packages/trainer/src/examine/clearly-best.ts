import { pairedBootstrap } from './paired-bootstrap.ts';
import { rowsOfUsers, type UserValues } from './user-values.ts';

/** So much better, relative to what there was, a choice has to be beside its interval above zero. */
const margin = 0.01;

/**
 * The best of many, where it clearly gains on what there is. It is chosen by every other user and judged by the rest, as the best of
 * many looks good by chance where it was chosen.
 *
 * @param candidates each with values of one metric, of the users that `current` has
 * @returns the candidate and what it gains relative to `current`; undefined where that may be chance, or is less than a hundredth
 */
export function clearlyBest<T extends { readonly values: UserValues }>(
  candidates: readonly T[],
  current: UserValues,
  metric: string,
  seed: number,
): { readonly candidate: T; readonly gain: number } | undefined {
  const choosing = new Set(Array.from(current.users).filter((_, i) => i % 2 === 0));
  const chosenBy = (all: UserValues): number => mean(rowsOfUsers(all, (user) => choosing.has(user)).values);
  const judges = (all: UserValues): UserValues => rowsOfUsers(all, (user) => !choosing.has(user));
  const candidate = candidates.reduce((a, b) => (chosenBy(b.values) > chosenBy(a.values) ? b : a));
  const judged = judges(current);
  const { difference, low } = pairedBootstrap(judges(candidate.values), judged, seed)[metric];
  const gain = difference / Math.max(mean(judged.values), 1e-9);
  return low > 0 && gain >= margin ? { candidate, gain } : undefined;
}

function mean(values: Float32Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
