import { userSum } from '@twotower/store';
import { type Increment, idTable } from './increment.ts';

/**
 * Makes an increment forget users: their rows, what they did, and what the bundle knows of them. Who comes again is new.
 *
 * @param sums of the users, see `userSum` of the store package
 * @returns those of them who were known, to be told to whoever serves them
 */
export function forgetUsers(increment: Increment, sums: ReadonlySet<string>): string[] {
  if (sums.size === 0) return [];
  const { base, fitted, forgotten, tail, waiting } = increment;
  const isMeant = (id: string) => sums.has(userSum(id));
  const known = new Set(base.users.ids.filter((id) => isMeant(id) && !forgotten.has(userSum(id))));
  for (const id of [...tail.activeUsers(), ...waiting.user.keys(), ...fitted.user.ids.saved()]) {
    if (id !== null && isMeant(id)) known.add(id);
  }
  for (const id of known) {
    forgotten.add(userSum(id));
    waiting.user.delete(id);
    takeRow(increment, id);
  }
  tail.forget(known);
  return [...known];
}

/** Where the bundle has a user whom the increment has not forgotten. */
export function placeInBundle({ base, forgotten }: Increment, id: string): number | undefined {
  const place = base.userPlace.get(id);
  return place === undefined || (forgotten.size > 0 && forgotten.has(userSum(id))) ? undefined : place;
}

function takeRow(increment: Increment, id: string): void {
  const row = increment.fitted.user.ids.release(id);
  if (row === 0) return;
  const { dim, values, changedAt } = idTable(increment, 'user');
  values.fill(0, row * dim, (row + 1) * dim);
  changedAt[row] = 0;
  increment.published.user.delete(row);
  increment.fresh.user.delete(row);
  const { user: changes } = increment.rowChanges;
  const given = changes.indexOf(id);
  // Rows are given again in the same order when it is loaded, without the name.
  if (given >= 0) changes[given] = `\0erased ${given}`;
  changes.push(row);
}
