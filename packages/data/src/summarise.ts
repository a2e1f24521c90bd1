import type { Config, EntitySchema } from '@twotower/schema';
import { typeCounts } from './check-trainable.ts';
import type { EntityTable } from './entity-reader.ts';
import type { EntityIds } from './events/entity-ids.ts';
import type { EventReader } from './events/event-reader.ts';
import type { LogFindings } from './events/log-findings.ts';
import type { Sources } from './open-sources.ts';
import type { ReadSummary } from './read-summary.ts';
import type { RejectLog } from './reject-log.ts';
import type { RejectReport } from './reject-report.ts';
import type { RoleRejects } from './role-rejects.ts';
import { unreadNumbers } from './unread-numbers.ts';

/** All that is known of a reading once its events are in order. */
export interface Reading {
  readonly config: Config;
  readonly sources: Sources;
  readonly sides: Readonly<Record<'user' | 'item', EntityTable>>;
  readonly reader: EventReader;
  readonly rejects: RoleRejects;
  readonly report: RejectReport | undefined;
}

export function summarise(
  { config: { schema }, sources, sides, reader, rejects, report }: Reading,
  log: LogFindings,
): ReadSummary {
  const { ids, types, unread, timeForms } = reader.found;
  const [usualTime] = [...timeForms].sort((a, b) => b[1] - a[1]);
  return {
    files: sources.events.map(({ table }) => table.file),
    rowsOfFiles: sources.events.map(({ table }) => reader.rowsOf(table)),
    rows: reader.rows,
    rejected: rejects.events.count,
    rejectReasons: Object.fromEntries([...rejects.events.reasons].sort((a, b) => b[1] - a[1])),
    rejects: [...rejects.events.first, ...rejects.users.first, ...rejects.items.first].slice(0, 20),
    sides: {
      users: sideSummary(sides.user, schema.user, rejects.users, ids.user),
      items: sideSummary(sides.item, schema.item, rejects.items, ids.item),
    },
    unreadContext: Object.fromEntries(unread),
    columns: (sources.events[0]?.table.columns ?? []).map(({ name, type }) => ({ name, type })),
    ...(usualTime && { timeUnit: usualTime[0], timeForms: Object.fromEntries(timeForms) }),
    accepted: log.events,
    duplicates: log.duplicates,
    repeated: log.repeated,
    future: log.future,
    ...(!Number.isNaN(log.newestTime) && { newestTime: log.newestTime }),
    types: typeCounts(log, types.names),
    ...unknownPositive(schema, types.names),
    ...(report?.written && { rejectReport: report.path }),
  };
}

function sideSummary(
  table: EntityTable,
  schema: EntitySchema,
  { count }: RejectLog,
  { joined, joinedFirst }: EntityIds,
): ReadSummary['sides']['users'] {
  return {
    rows: table.rows,
    rejected: count,
    described: table.described,
    unread: unreadNumbers(table, schema),
    ...(joinedFirst !== undefined && { joined: { rows: joined, first: joinedFirst } }),
  };
}

function unknownPositive({ positive, event }: Config['schema'], types: readonly string[]) {
  const unknown =
    Array.isArray(positive) && event.type !== undefined
      ? positive.filter((type) => !types.includes(type))
      : [];
  return unknown.length > 0 ? { unknownPositive: unknown } : {};
}
