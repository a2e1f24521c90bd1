import { parseDate } from '../parse-time.ts';
import { type ColumnProfile, examplesOf } from './column-profile.ts';
import type { Roles } from './infer-roles.ts';
import { nameFits } from './role-names.ts';

/** Reading takes up to this share of rows that cannot be used. */
const tolerated = 0.01;

/** Many logs have rows without a user: what share of rejected rows a config must allow, undefined for the usual one. */
export function inferRejects(roles: Roles): { atMost?: number; told: string[] } {
  const { user, item, time, type } = roles;
  const rows = user.values.length;
  const needed = [user, item, time, type].flatMap((column) => column ?? []);
  let rejected = 0;
  for (let i = 0; i < rows; i++) {
    rejected += needed.some((column) => isMissing(column, i, column === time)) ? 1 : 0;
  }
  if (rejected <= 0.5 * tolerated * rows) {
    return { told: [] };
  }
  const share = rejected / rows;
  return {
    atMost: Math.min(1, Math.ceil(100 * (1.5 * share + tolerated)) / 100),
    told: [
      `${(100 * share).toPrecision(2)} % of the rows lack a ${needed.map(({ name }) => name).join(', ')} that can be read; they are left out, and data.rejects.atMost allows for them`,
    ],
  };
}

/** What is named like the time of an event and is none that can be read. */
export function unreadTimes({ time }: Roles, columns: readonly ColumnProfile[]): string[] {
  return columns
    .filter((column) => !time && column.filled > 0 && nameFits('time', column.name) > 0 && !column.timeLike)
    .map(
      (column) =>
        `no times: ${column.name} has values such as ${examplesOf(column, 1)[0]}, a form that is not read; write them as 2026-01-31 10:00:00 and name the column in schema.event.time`,
    );
}

function isMissing(column: ColumnProfile, row: number, isTime: boolean): boolean {
  const value = column.values[row];
  if (value === null || value === undefined || (typeof value === 'string' && value.trim() === '')) {
    return true;
  }
  return (
    isTime &&
    typeof value === 'string' &&
    !Number.isFinite(Number(value)) &&
    parseDate(value.trim()) === undefined
  );
}
