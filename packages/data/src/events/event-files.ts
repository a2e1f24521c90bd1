import type { RawValue } from '@twotower/features';
import type { Config } from '@twotower/schema';
import { DataError } from '../error.ts';
import { isMissing } from '../missing-words.ts';
import { openEventTables } from '../open-sources.ts';
import { RejectLog } from '../reject-log.ts';
import { RejectReport, rejectReportPath } from '../reject-report.ts';
import type { Table } from '../table.ts';
import { EventRows, untyped } from './event-rows.ts';
import { weightOf } from './event-values.ts';
import { loggedColumns, loggedExtra } from './logged-columns.ts';
import { type RowPlan, rowPlan } from './row-plan.ts';
import { SettledTimes } from './settled-times.ts';
import { type ValueStretch, valueStretches } from './value-stretches.ts';

/** An event of a file, as an event log takes it in. */
export interface FileEvent {
  readonly id?: string;
  readonly user: string;
  readonly item: string;
  readonly type: string;
  /** Milliseconds since 1970. */
  readonly time?: number;
  readonly weight: number;
  readonly request?: string;
  /** What else the config reads of the row, as it stands there. */
  readonly context?: Readonly<Record<string, RawValue>>;
}

/** Some rows of a file. */
export interface FileEvents {
  /** Rows of the file that were read so far, rejected ones too. */
  readonly rows: number;
  /** `row` counts all rows of the file, from 1; under `data.explode` entries. */
  readonly events: readonly { readonly row: number; readonly event: FileEvent }[];
}

/** A file, table or function that `data.events` names. */
export interface EventFile {
  readonly file: string;
  /** Whether `file` is a path, so that rows without ids are known again by it and their place. */
  readonly isFile: boolean;
  /** @throws DataError where it cannot be read, or rejects become more than `data.rejects.atMost` */
  read(): AsyncIterable<FileEvents>;
}

export interface EventFiles {
  readonly files: readonly EventFile[];
  /** Rows rejected so far. */
  rejected(): number;
  /** Checks the rejects of all that was read and puts their report in its place. @returns its path where there are any */
  finish(): string | undefined;
  /** To be called however reading ends. */
  end(): void;
}

/** Rows from which on too many rejects end the reading in its middle. */
const ENOUGH = 10_000;

/**
 * Opens the log of a config for an event log. Rows are checked and rejected as in `readDataset`; duplicates are not looked for.
 *
 * @param scratch folder for the report of rejected rows
 * @throws DataError where a source or column is missing
 */
export async function openEventFiles(config: Config, folder: string, scratch: string): Promise<EventFiles> {
  const { data, schema } = config;
  const tables = await openEventTables(config, folder);
  const isFile = typeof data.events === 'string';
  if (!isFile && schema.event.id === undefined) {
    throw new DataError(
      'data.events: rows of a database or function are known again by their ids alone; name their column in schema.event.id, or ingest a file',
    );
  }
  const report = new RejectReport(rejectReportPath(scratch, config, folder));
  const rejects = new RejectLog(report);
  const times = new SettledTimes(tables);
  let all = 0;
  const check = (rows: number) => rejects.check(rows, data.rejects.atMost, 'data.events');
  return {
    files: tables.map((table) => ({
      file: table.file,
      isFile,
      read: async function* () {
        for await (const { rows, stretch, ...read } of stretchesOf(table, config, times)) {
          all += stretch.rows;
          for (const reject of stretch.rejects) {
            rejects.add({ file: table.file, ...reject });
          }
          if (all >= ENOUGH) check(all);
          yield { rows, events: read.events };
        }
      },
    })),
    rejected: () => rejects.count,
    finish() {
      report.finish();
      check(all);
      return report.written ? report.path : undefined;
    },
    end: () => report.end(),
  };
}

/** The events of a table, stretch by stretch. */
async function* stretchesOf(
  table: Table,
  config: Config,
  times: SettledTimes,
): AsyncGenerator<ValueStretch & FileEvents> {
  // The log keeps weights as they are written: whoever reads it transforms them.
  const plan: RowPlan = { ...rowPlan(table, config, loggedExtra(config)), weight: 'none' };
  const columns = loggedColumns(config).map((name) => ({
    name,
    at: plan.places.wanted.findIndex((one) => one.name === name),
  }));
  for await (const read of valueStretches(table, plan, new EventRows(plan), times)) {
    const events = Array.from(read.places, (place, e) => ({
      row: read.numbers[e],
      event: eventOf(read, place, e, plan, columns),
    }));
    yield { ...read, events };
  }
}

interface Column {
  readonly name: string;
  readonly at: number;
}

function eventOf(
  { columns: cells, stretch }: ValueStretch,
  row: number,
  e: number,
  { places }: RowPlan,
  columns: readonly Column[],
): FileEvent {
  const cell = (at: number): RawValue => (at < 0 ? null : cells[at][row]);
  const id = cell(places.id);
  const request = cell(places.request);
  const time = stretch.events.time[e];
  const context = columns
    .map(({ name, at }) => [name, cell(at)] as const)
    .filter(([, value]) => value !== null && value !== undefined);
  return {
    ...(typeof id === 'string' && !isMissing(id) && { id }),
    user: String(cell(places.user)),
    item: String(cell(places.item)),
    type: places.type < 0 ? untyped : String(cell(places.type)),
    ...(!Number.isNaN(time) && { time }),
    weight: places.weight < 0 ? 1 : weightOf(cell(places.weight)),
    ...(typeof request === 'string' && !isMissing(request) && { request }),
    ...(context.length > 0 && { context: Object.fromEntries(context) }),
  };
}
