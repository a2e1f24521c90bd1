import type { RawValue } from '@twotower/features';
import { hidePasswords, type PostgresSource } from '@twotower/schema';
import type { Sql } from 'postgres';
import { DataError } from '../error.ts';
import type { Table } from '../table.ts';
import { describeColumns, expression } from './postgres-columns.ts';
import { planQuery, planTable } from './postgres-plan.ts';

const blockRows = 4096;

/**
 * A table (`events` or `schema.events`), view or query of PostgreSQL, read in one read-only transaction through a
 * cursor, so that memory holds a block of rows whatever the table's size. A table comes in the order of its primary key;
 * without one, and for a view or query, in the order that the server gives.
 *
 * @param environment where `{ env }` is looked up
 * @throws DataError where the server, the table or the query is no good; it holds no password
 */
export async function openPostgresTable(
  source: PostgresSource,
  key: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Table> {
  const url = urlOf(source, key, environment);
  const file = `${hidePasswords(url)} (${source.table === undefined ? 'query' : `table ${source.table}`})`;
  const { from, order, columns } = await connected(url, file, async (sql) => {
    const plan =
      source.table === undefined ? planQuery(source.query) : await planTable(sql, source.table, file);
    return { ...plan, columns: await describeColumns(sql, plan.from) };
  });
  return {
    file,
    columns,
    async *rows(wanted) {
      const sql = await connect(url);
      try {
        await sql.unsafe('begin transaction isolation level repeatable read read only');
        const select = wanted.map((column) => expression(column, columns)).join(', ') || '1';
        const cursor = sql.unsafe(`select ${select} from ${from} as t${order}`).values().cursor(blockRows);
        for await (const rows of cursor) {
          yield {
            length: rows.length,
            columns: wanted.map((_, c) => rows.map((row): RawValue => plain((row as unknown[])[c]))),
            malformed: [],
          };
        }
      } catch (error) {
        throw unreadable(file, error);
      } finally {
        await sql.end({ timeout: 1 });
      }
    },
  };
}

function urlOf(
  { postgres }: PostgresSource,
  key: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  if (typeof postgres === 'string') {
    return postgres;
  }
  const url = environment[postgres.env];
  if (!url || !/^postgres(ql)?:\/\//.test(url)) {
    throw new DataError(
      `${key}: the environment variable ${postgres.env} ${url ? 'holds no postgres:// URL' : 'is not set'}; set it to postgres://user:password@host/database`,
    );
  }
  return url;
}

/** One connection, so that what follows runs on the one that the transaction was begun on. */
async function connect(url: string): Promise<Sql> {
  const { default: postgres } = await import('postgres');
  return postgres(url, {
    max: 1,
    fetch_types: false,
    prepare: false,
    connect_timeout: 15,
    onnotice: () => {},
  });
}

async function connected<T>(url: string, file: string, run: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = await connect(url).catch((error) => {
    throw unreadable(file, error);
  });
  try {
    await sql.unsafe('begin transaction read only');
    return await run(sql);
  } catch (error) {
    throw unreadable(file, error);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function unreadable(file: string, error: unknown): DataError {
  if (error instanceof DataError) {
    return error;
  }
  const { message = String(error), code } = error as { message?: string; code?: string };
  const mend =
    code === 'ECONNREFUSED' || code === 'ENOTFOUND' ? '; check that the server runs and the URL' : '';
  return new DataError(`${file}: PostgreSQL: ${hidePasswords(message || String(code))}${mend}`);
}

function plain(value: unknown): RawValue {
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (typeof value === 'number') {
    return Number.isNaN(value) ? null : value;
  }
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}
