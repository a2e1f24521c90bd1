import { z } from 'zod';
import { nearest } from './nearest.ts';

/** A table of a SQLite file, or what a query gives. The path is relative to the config file. */
export type SqliteSource = { readonly sqlite: string } & TableOrQuery;
/** A table of PostgreSQL; `{ env }` names the environment variable that holds the URL, so that no config holds it. */
export type PostgresSource = { readonly postgres: string | { readonly env: string } } & TableOrQuery;
/** Rows from code. It is called anew whenever the rows are read, and must give the same rows in the same order. */
export type RowsFunction = () =>
  | AsyncIterable<Readonly<Record<string, unknown>>>
  | Iterable<Readonly<Record<string, unknown>>>;
/** Where rows come from: a file, folder or glob; a database; or a function. */
export type Source = string | SqliteSource | PostgresSource | RowsFunction;

type TableOrQuery =
  | { readonly table: string; readonly query?: undefined }
  | { readonly query: string; readonly table?: undefined };

/** Checks a {@link Source}; its one message says what is wrong with the form that was meant. */
export const sourceSchema = z.custom<Source>().superRefine((value, context) => {
  const fault = faultOf(value);
  if (fault) {
    context.addIssue({ code: 'custom', message: fault });
  }
});

/** Text without the passwords of the URLs in it. */
export function hidePasswords(text: string): string {
  return text
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):\S*@/gi, '$1:***@')
    .replace(/([?&]password=)[^&\s"']*/gi, '$1***');
}

/** A source in a few words, for messages: no password, no query text. */
export function describeSource(source: Source): string {
  if (typeof source === 'string') {
    return source;
  }
  if (typeof source === 'function') {
    return 'the rows of a function';
  }
  const what = source.table === undefined ? 'a query' : `table ${source.table}`;
  if ('sqlite' in source) {
    return `${what} of ${source.sqlite}`;
  }
  const { postgres } = source;
  return `${what} of ${typeof postgres === 'string' ? hidePasswords(postgres) : `PostgreSQL at $${postgres.env}`}`;
}

const keys = ['sqlite', 'postgres', 'table', 'query'];

function faultOf(source: unknown): string | undefined {
  if (typeof source === 'function' || (typeof source === 'string' && source !== '')) {
    return undefined;
  }
  if (Array.isArray(source)) {
    return 'no list is taken: put the files into one folder, or name them by a glob such as logs/*.csv or {may,june}.csv, which is read in the order of the names';
  }
  if (source === null || typeof source !== 'object') {
    return 'expected a file, folder or glob, { sqlite, table }, { postgres, table } or a function that gives rows';
  }
  const given = source as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(given).find((key) => !keys.includes(key));
  if (unknown !== undefined) {
    const guess = nearest(unknown, keys);
    return `unknown key "${unknown}"; ${guess ? `did you mean "${guess}"?` : `valid keys: ${keys.join(', ')}`}`;
  }
  if ((given.sqlite === undefined) === (given.postgres === undefined)) {
    return 'a database is named by one of sqlite (a file) and postgres (a URL or { env })';
  }
  if ((given.table === undefined) === (given.query === undefined)) {
    return 'name one of table and query';
  }
  return faultOfParts(given);
}

function faultOfParts({ sqlite, postgres, table, query }: Readonly<Record<string, unknown>>) {
  const isText = (value: unknown) => typeof value === 'string' && value.trim() !== '';
  if (sqlite !== undefined && !isText(sqlite)) {
    return 'sqlite must be the path of a file';
  }
  const env = (postgres as { env?: unknown } | null)?.env;
  const isUrl = typeof postgres === 'string' && /^postgres(ql)?:\/\//.test(postgres);
  if (postgres !== undefined && !isUrl && !(isText(env) && Object.keys(Object(postgres)).length === 1)) {
    return 'postgres must be a URL postgres://user@host/database, or { env: "DATABASE_URL" }';
  }
  return isText(table ?? query) ? undefined : `${table === undefined ? 'query' : 'table'} must be text`;
}
