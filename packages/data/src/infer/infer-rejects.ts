import { type DayOrder, numberOf, parseDate, type RawValue } from '@twotower/features';
import { dayOrderIn } from '../events/day-order.ts';
import type { Roles } from './infer-roles.ts';

/** Reading takes up to this share of rows that cannot be used. */
const tolerated = 0.01;

/**
 * Many logs have rows without a user: what share of rejected rows a config must allow, undefined for the usual one.
 * @param malformed rows beside those of the columns that could not be cut
 */
export function inferRejects(roles: Roles, malformed: number): { atMost?: number; told: string[] } {
  const { user, item, time, type } = roles;
  const rows = user.values.length + malformed;
  const needed = [user, item, time, type].flatMap((column) => column ?? []);
  const order = time && dayOrderIn(time.values);
  let rejected = malformed;
  for (let i = 0; i < user.values.length; i++) {
    rejected += needed.some((column) => isUnusable(column.values[i], column === time, order)) ? 1 : 0;
  }
  if (rejected <= 0.5 * tolerated * rows) {
    return { told: [] };
  }
  const share = rejected / rows;
  return {
    atMost: Math.min(1, Math.ceil(100 * (1.5 * share + tolerated)) / 100),
    told: [
      `${(100 * share).toPrecision(2)} % of the rows (${count(rejected)}) lack a ${needed.map(({ name }) => name).join(', ')} that can be read${malformed > 0 ? `, or cannot be cut into columns (${count(malformed)} of them)` : ''}; they are left out, and data.rejects.atMost allows for them`,
    ],
  };
}

const count = (rows: number): string => rows.toLocaleString('en-US');

/** @param isTime whether what cannot be read as a time is of no use */
function isUnusable(value: RawValue, isTime: boolean, order: DayOrder | undefined): boolean {
  if (value === null || value === undefined || (typeof value === 'string' && value.trim() === '')) {
    return true;
  }
  return (
    isTime &&
    typeof value === 'string' &&
    numberOf(value) === undefined &&
    parseDate(value.trim(), order) === undefined
  );
}
