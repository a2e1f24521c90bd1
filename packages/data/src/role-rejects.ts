import type { Config } from '@twotower/schema';
import type { EntityTable } from './entity-reader.ts';
import { DataError } from './error.ts';
import type { EventReader } from './events/event-reader.ts';
import type { Sources } from './open-sources.ts';
import { RejectLog } from './reject-log.ts';
import type { RejectReport } from './reject-report.ts';
import type { Role } from './table.ts';

/** The rejected rows of each role's files; all of them go to one report. */
export type RoleRejects = Readonly<Record<Role, RejectLog>>;

export function roleRejects(report: RejectReport | undefined): RoleRejects {
  return {
    users: new RejectLog(report),
    items: new RejectLog(report),
    events: new RejectLog(report),
  };
}

/** @throws DataError where the log is empty, or where more rows were rejected than the config allows */
export function checkRejects(
  { data }: Config,
  sources: Sources,
  reader: EventReader,
  sides: Readonly<Record<'user' | 'item', EntityTable>>,
  rejects: RoleRejects,
): void {
  if (reader.rows === 0) {
    const files = sources.events.map(({ table }) => table.file).join(', ');
    throw new DataError(`data.events: ${files} has no rows; name a log with at least two users`);
  }
  rejects.users.check(sides.user.rows, data.rejects.atMost, 'data.users');
  rejects.items.check(sides.item.rows, data.rejects.atMost, 'data.items');
  rejects.events.check(reader.rows, data.rejects.atMost, 'data.events');
}
