import { availableParallelism } from 'node:os';
import type { Catalogues, Dataset } from '@twotower/features';
import type { Config } from '@twotower/schema';
import { checkTrainable } from './check-trainable.ts';
import { readEntities } from './entity-reader.ts';
import { Arrivals } from './events/arrivals.ts';
import type { ContextKinds } from './events/context-kinds.ts';
import { encodeInMemory, encodeToShards } from './events/encode-log.ts';
import { EncodedFolder } from './events/encoded-folder.ts';
import { eventLogTable, type LoggedEvents } from './events/event-log-table.ts';
import { EventReader } from './events/event-reader.ts';
import { LogFindings } from './events/log-findings.ts';
import type { ReadProgress } from './events/read-progress.ts';
import { kindsOfExtra } from './events/row-plan.ts';
import { extraColumns } from './events/wanted-columns.ts';
import { finishEntities } from './finish-entities.ts';
import { openSources, type Sources } from './open-sources.ts';
import type { ReadSummary } from './read-summary.ts';
import { RejectReport, rejectReportPath } from './reject-report.ts';
import { checkRejects, roleRejects } from './role-rejects.ts';
import { scratchFault } from './scratch-fault.ts';
import { summarise } from './summarise.ts';

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
  /**
   * A stretch of an event log, read in the place of `data.events`; it is encoded anew each time. It may hold too little for a
   * training: what it holds belongs to what was learnt before.
   */
  readonly log?: LoggedEvents;
  /** How many threads may read large text files. Default one a core, at most 8. */
  readonly threads?: number;
  /** Bytes of text from which threads are worth their start. Default 16 MiB. */
  readonly threadsFrom?: number;
  /** Called some times a second while the log is read. */
  readonly onProgress?: (progress: ReadProgress) => void;
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

async function readAnew(
  config: Config,
  sources: Sources,
  options: ReadOptions,
  encoded: EncodedFolder,
  report: RejectReport | undefined,
): Promise<ReadResult> {
  const { schema } = config;
  const {
    scratch = '',
    now = Date.now(),
    memoryRows = scratch ? 1 << 22 : Number.POSITIVE_INFINITY,
  } = options;
  const rejects = roleRejects(report);
  const sides = {
    user: await readEntities(sources.users, 'user', schema.user, rejects.users),
    item: await readEntities(sources.items, 'item', schema.item, rejects.items),
  };
  const extra = extraColumns(config, sides, {
    user: sources.users.length > 0,
    item: sources.items.length > 0,
  });
  const kinds = kindsOfExtra(extra);
  const arrivals = new Arrivals(kinds, memoryRows, () => encoded.arrivals());
  try {
    const log = sources.events.filter(({ table }) => table.columns.length > 0);
    const tables = log.map(({ table }) => table);
    const { threads = Math.min(8, availableParallelism()), threadsFrom = 1 << 24, onProgress } = options;
    const reader = new EventReader(config, sides, extra, arrivals, rejects.events, {
      log: tables,
      threads,
      threadsFrom,
      onProgress,
    });
    try {
      for (const { table, origin } of log) {
        await reader.read(table, origin);
      }
    } finally {
      await reader.end();
    }
    report?.finish();
    checkRejects(config, sources, reader, sides, rejects);
    const { types, dictionaries } = reader.found;
    const users = finishEntities(sides.user, schema.user);
    const items = finishEntities(sides.item, schema.item);
    const catalogues: Catalogues = {
      users: users.entities,
      items: items.entities,
      types: types.names,
      // A column without any value has an empty one.
      dictionaries: { ...noValues(kinds), ...dictionaries.values() },
      timeForms: { users: users.timeForms, items: items.timeForms, context: reader.contextForms() },
    };
    const timeContext = Object.keys(kinds).filter((name) => name === schema.event.time);
    const found = new LogFindings(catalogues.items.ids.length, now);
    const summary = (): ReadSummary => {
      if (options.log === undefined) checkTrainable(config, found, catalogues);
      return summarise({ config, sources, sides, reader, rejects, report }, found);
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

function noValues(kinds: ContextKinds): Record<string, readonly []> {
  const codes = Object.entries(kinds).filter(([, kind]) => kind === 'code');
  return Object.fromEntries(codes.map(([name]) => [name, []]));
}
