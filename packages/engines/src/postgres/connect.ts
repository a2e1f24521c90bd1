import type { EventTables } from '@twotower/store';
import { CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';

/** @param connections at most */
export async function connect(url: string, connections: number): Promise<Kysely<EventTables>> {
  const { default: driver } = await import('pg');
  const pool = new driver.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 15_000,
    types: { getTypeParser: parsersOf(driver.types) },
  });
  // A connection that breaks is said here too, beside the query that fails by it, if any, and without a listener would end
  // the process. The pool drops it and the next query makes another.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<EventTables>({
    dialect: new PostgresDialect({
      pool,
      async onCreateConnection(connection) {
        await connection.executeQuery(CompiledQuery.raw('set synchronous_commit = on'));
      },
    }),
  });
}

/** PostgreSQL's number for the type. */
const BIGINT = 20;

/** Offsets and counts as numbers: they stay below 2 ** 53. */
function parsersOf(types: typeof pg.types): typeof pg.types.getTypeParser {
  return ((type: number, format?: 'text' | 'binary') =>
    type === BIGINT ? Number : types.getTypeParser(type, format)) as typeof pg.types.getTypeParser;
}
