import { type Catalogues, contextColumns, type Dataset } from '@twotower/features';
import type { Config, EntitySchema } from '@twotower/schema';
import { checkTrainable, typeCounts } from './check-trainable.ts';
import { type EntityTable, readEntities } from './entity-reader.ts';
import { DataError } from './error.ts';
import { Arrivals } from './events/arrivals.ts';
import { encodeInMemory, encodeToShards } from './events/encode-log.ts';
import { EncodedFolder } from './events/encoded-folder.ts';
import type { EntityIds } from './events/entity-ids.ts';
import { eventLogTable, type LoggedEvents } from './events/event-log-table.ts';
import { EventReader } from './events/event-reader.ts';
import { LogFindings } from './events/log-findings.ts';
import type { ExtraColumns } from './events/wanted-columns.ts';
import { finishEntities } from './finish-entities.ts';
import { openSources, type Sources } from './open-sources.ts';
import type { ReadSummary } from './read-summary.ts';
import { RejectLog } from './reject-log.ts';
import { RejectReport, rejectReportPath } from './reject-report.ts';
import { unreadNumbers } from './unread-numbers.ts';

export interface ReadOptions {
  /**
   * Folder for the report of rejected rows (one a config, `<name>-<digest>.rejects.csv`) and for logs that do not fit into memory: such a log is encoded there once
   * and found again as long as its files and the config's schema stay the same. Without it, everything stays in memory.
   */
  readonly scratch?: string;
  /** Rows of the log that may stay in memory, about 100 bytes each while they are put in order. Default 4 million. */
  readonly memoryRows?: number;
  /** Milliseconds since 1970; what lies a day after it counts as future. */
  readonly now?: number;
  readonly onRows?: (rows: number) => void;
  /** A stretch of an event log, read in the place of `data.events`; it is encoded anew each time. */
  readonly log?: LoggedEvents;
}

export interface ReadResult {
  readonly dataset: Dataset;
  readonly summary: ReadSummary;
}

/**
 * Reads the log and, where the config names them, the tables of users and items.
 *
 * Users and items are all that occur in any table, be it only in a row that is rejected for its other columns. Ids are
 * text, exactly as written (the number 1 is the id `1`). Rows without user, item, time or type, or with a time or weight
 * that cannot be read, are rejected and counted; a row whose event ID its user had before is dropped and counted. Without
 * a type column every row is a positive (unless `schema.positive` is a threshold). Feature columns of a side without a
 * table are read from the log, where the first value of each user or item holds.
 *
 * @param folder what the config's paths are relative to
 * @throws DataError where a source or column is missing, too many rows are rejected, or the log cannot train a model
 */
export async function readDataset(
  config: Config,
  folder: string,
  options: ReadOptions = {},
): Promise<ReadResult> {
  const { scratch = '', log } = options;
  const sources = await openSources(config, folder, log && eventLogTable(log, config));
  const report = rejectReportPath(scratch, config, folder);
  const encoded = new EncodedFolder(scratch, sources.fingerprint, report);
  const reopened = options.scratch ? await encoded.reopen() : undefined;
  return (
    reopened ??
    readAnew(config, sources, options, encoded, options.scratch ? new RejectReport(report) : undefined)
  );
}

interface Rejects {
  readonly users: RejectLog;
  readonly items: RejectLog;
  readonly events: RejectLog;
}

async function readAnew(
  config: Config,
  sources: Sources,
  options: ReadOptions,
  encoded: EncodedFolder,
  report: RejectReport | undefined,
): Promise<ReadResult> {
  const { schema } = config;
  const { scratch, now = Date.now(), memoryRows = scratch ? 1 << 22 : Number.POSITIVE_INFINITY } = options;
  const rejects = {
    users: new RejectLog(report),
    items: new RejectLog(report),
    events: new RejectLog(report),
  };
  const sides = {
    user: await readEntities(sources.users, 'user', schema.user, rejects.users),
    item: await readEntities(sources.items, 'item', schema.item, rejects.items),
  };
  const extra = extraColumns(config, sources, sides);
  const kinds = Object.fromEntries(extra.context.map(({ column, kind }) => [column, kind]));
  const arrivals = new Arrivals(kinds, memoryRows, () => encoded.arrivals());
  try {
    const log = sources.events.filter(({ table }) => table.columns.length > 0);
    const tables = log.map(({ table }) => table);
    const reader = new EventReader(config, sides, extra, arrivals, rejects.events, tables);
    for (const { table, origin } of log) {
      await reader.read(table, origin, options.onRows);
    }
    report?.finish();
    checkRejects(config, sources, reader, sides, rejects);
    const catalogues: Catalogues = {
      users: finishEntities(sides.user, schema.user),
      items: finishEntities(sides.item, schema.item),
      types: reader.types,
      dictionaries: reader.dictionaries.values(),
    };
    const timeContext = Object.keys(kinds).filter((name) => name === schema.event.time);
    const found = new LogFindings(catalogues.items.ids.length, now);
    const summary = (): ReadSummary => {
      checkTrainable(config, found, catalogues);
      return {
        ...summaryOf(config, sources, reader, sides, rejects),
        accepted: found.events,
        duplicates: found.duplicates,
        repeated: found.repeated,
        future: found.future,
        ...(!Number.isNaN(found.newestTime) && { newestTime: found.newestTime }),
        types: typeCounts(found, catalogues.types),
        ...unknownPositive(config, catalogues.types),
        ...(report?.written && { rejectReport: report.path }),
      };
    };
    if (!arrivals.spilled) {
      const dataset = encodeInMemory(arrivals, catalogues, timeContext, found);
      return { dataset, summary: summary() };
    }
    return encoded.write(catalogues, (folder) => {
      const eventsPerShard = Math.min(1 << 21, memoryRows);
      encodeToShards(arrivals, catalogues.users.ids.length, timeContext, found, { folder, eventsPerShard });
      return summary();
    });
  } catch (error) {
    throw scratchFault(error, scratch);
  } finally {
    report?.end();
    encoded.removeArrivals();
  }
}

/** Columns that events carry for the context, and for the sides that have no table of their own. */
function extraColumns(
  { schema }: Config,
  { users, items }: Sources,
  sides: Readonly<Record<'user' | 'item', EntityTable>>,
): ExtraColumns {
  const borrow = [
    users.length > 0 ? [] : ('user' as const),
    items.length > 0 ? [] : ('item' as const),
  ].flat();
  return {
    context: contextColumns(schema),
    borrowed: borrow.flatMap((side) => [...sides[side].columns.keys()].map((name) => ({ side, name }))),
  };
}

function checkRejects(
  { data }: Config,
  sources: Sources,
  reader: EventReader,
  sides: Readonly<Record<'user' | 'item', EntityTable>>,
  rejects: Rejects,
): void {
  if (reader.rows === 0) {
    const files = sources.events.map(({ table }) => table.file).join(', ');
    throw new DataError(`data.events: ${files} has no rows; name a log with at least two users`);
  }
  rejects.users.check(sides.user.rows, data.rejects.atMost, 'data.users');
  rejects.items.check(sides.item.rows, data.rejects.atMost, 'data.items');
  rejects.events.check(reader.rows, data.rejects.atMost, 'data.events');
}

/** What reading alone tells. */
function summaryOf(
  { schema }: Config,
  sources: Sources,
  reader: EventReader,
  sides: Readonly<Record<'user' | 'item', EntityTable>>,
  rejects: Rejects,
) {
  const [usualTime] = [...reader.timeForms].sort((a, b) => b[1] - a[1]);
  return {
    files: sources.events.map(({ table }) => table.file),
    rowsOfFiles: sources.events.map(({ table }) => reader.rowsOf(table)),
    rows: reader.rows,
    rejected: rejects.events.count,
    rejectReasons: Object.fromEntries([...rejects.events.reasons].sort((a, b) => b[1] - a[1])),
    rejects: [...rejects.events.first, ...rejects.users.first, ...rejects.items.first].slice(0, 20),
    sides: {
      users: sideSummary(sides.user, schema.user, rejects.users, reader.ids.user),
      items: sideSummary(sides.item, schema.item, rejects.items, reader.ids.item),
    },
    unreadContext: Object.fromEntries(reader.unreadContext),
    columns: (sources.events[0]?.table.columns ?? []).map(({ name, type }) => ({ name, type })),
    ...(usualTime && { timeUnit: usualTime[0], timeForms: Object.fromEntries(reader.timeForms) }),
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

function unknownPositive({ schema }: Config, types: readonly string[]) {
  const { positive, event } = schema;
  const unknown =
    Array.isArray(positive) && event.type !== undefined
      ? positive.filter((type) => !types.includes(type))
      : [];
  return unknown.length > 0 ? { unknownPositive: unknown } : {};
}

/** What the system says of the scratch folder, in words. */
function scratchFault(error: unknown, scratch: string | undefined): unknown {
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'ENOSPC':
      return new DataError(
        `the disk under ${scratch} is full; a log needs about 100 bytes a row there while it is encoded`,
      );
    case 'EACCES':
    case 'EROFS':
      return scratch === undefined || !pathOf(error).startsWith(scratch)
        ? error
        : new DataError(
            `${scratch}: this user may not write there, where rejected rows and large logs go; give the right or name another store`,
          );
    default:
      return error;
  }
}

function pathOf(error: unknown): string {
  return error instanceof Error && 'path' in error ? String(error.path) : '';
}
