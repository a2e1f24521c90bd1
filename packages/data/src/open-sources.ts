import { createHash } from 'node:crypto';
import type { Config, Source } from '@twotower/schema';
import type { Role, Table } from './table.ts';
import { explodedTable } from './tables/exploded-table.ts';
import { fingerprintOf } from './tables/fingerprint.ts';
import { openTables } from './tables/open-tables.ts';

/** The tables that a config names. */
export interface Sources {
  /** `origin`: 0 for `data.events`, 1 and 2 for the validation and test files of `split: files`. */
  readonly events: readonly { readonly table: Table; readonly origin: number }[];
  readonly users: readonly Table[];
  readonly items: readonly Table[];
  /** Changes with the files and with how they are read; undefined where a source is no file. */
  readonly fingerprint?: string;
}

interface Named {
  readonly source: Source;
  readonly role: Role;
  readonly key: string;
  readonly origin: number;
}

/**
 * @param log read in the place of the files of events
 * @throws DataError where a source is missing
 */
export async function openSources(config: Config, folder: string, log?: Table): Promise<Sources> {
  const { data, schema } = config;
  const sources = namedSources(config).filter(({ role }) => log === undefined || role !== 'events');
  const opened = await Promise.all(
    sources.map(async ({ source, role, key, origin }) => {
      const opened = await openTables(source, role, data.format, folder, key);
      const tables = role === 'events' ? await exploded(opened, config) : opened;
      return tables.map((table) => ({ table, role, origin }));
    }),
  );
  const prints = await Promise.all(sources.map(({ source, key }) => fingerprintOf(source, folder, key)));
  const tables = opened.flat();
  const of = (role: Role) => tables.filter((table) => table.role === role);
  const reading = { version: 3, prints, schema, format: data.format, explode: data.explode };
  return {
    events: log === undefined ? of('events') : [{ table: log, origin: 0 }],
    users: of('users').map(({ table }) => table),
    items: of('items').map(({ table }) => table),
    ...(log === undefined &&
      !prints.includes(undefined) && {
        fingerprint: createHash('sha256').update(JSON.stringify(reading)).digest('hex').slice(0, 24),
      }),
  };
}

/** The tables of `data.events` that have columns. @throws DataError where it is missing */
export async function openEventTables(config: Config, folder: string): Promise<readonly Table[]> {
  const { events, format } = config.data;
  const opened = await openTables(events, 'events', format, folder, 'data.events');
  return (await exploded(opened, config)).filter(({ columns }) => columns.length > 0);
}

/** The tables of a log with one row an event. */
async function exploded(tables: readonly Table[], { data, schema }: Config): Promise<readonly Table[]> {
  const { explode } = data;
  return explode
    ? Promise.all(
        tables
          .filter(({ columns }) => columns.length > 0)
          .map((table) => explodedTable(table, explode, schema.event.id)),
      )
    : tables;
}

function namedSources({ data, split }: Config): Named[] {
  const parts = split?.kind === 'files' ? split : undefined;
  const all: { source: Source | undefined; role: Role; key: string; origin: number }[] = [
    { source: data.events, role: 'events', key: 'data.events', origin: 0 },
    { source: fileOf(parts?.validation), role: 'events', key: 'split.validation', origin: 1 },
    { source: parts?.test, role: 'events', key: 'split.test', origin: 2 },
    { source: data.users, role: 'users', key: 'data.users', origin: 0 },
    { source: data.items, role: 'items', key: 'data.items', origin: 0 },
  ];
  return all.flatMap(({ source, ...rest }) => (source === undefined ? [] : [{ source, ...rest }]));
}

/** A share is cut from the events, not read from a file. */
function fileOf(validation: Source | number | undefined): Source | undefined {
  return typeof validation === 'number' ? undefined : validation;
}
