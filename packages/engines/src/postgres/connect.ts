import type { EventTables } from '@twotower/store';
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import type { ReservedSql, Sql } from 'postgres';

/** @param connections at most */
export async function connect(url: string, connections: number): Promise<Kysely<EventTables>> {
  const { default: postgres } = await import('postgres');
  const sql = postgres(url, {
    max: connections,
    connect_timeout: 15,
    connection: { synchronous_commit: 'on' },
    // Offsets and counts stay below 2 ** 53.
    types: { bigint: { to: BIGINT, from: [BIGINT], parse: Number, serialize: String } },
    onnotice: () => {},
  });
  return new Kysely<EventTables>({ dialect: new PostgresDialect({ pool: poolOf(sql) }) });
}

/** PostgreSQL's number for the type. */
const BIGINT = 20;

/** The connections of one client as Kysely asks for them. */
function poolOf(sql: Sql<{ bigint: number }>): PostgresPool {
  return {
    async connect() {
      const reserved = await sql.reserve();
      return { query: queryOn(reserved), release: () => reserved.release() };
    },
    end: () => sql.end({ timeout: 5 }),
  };
}

/** Kysely asks for a cursor only where one streams, which the event log does not. */
function queryOn(reserved: ReservedSql<{ bigint: number }>): PostgresPoolClient['query'] {
  return (async (text: string, parameters: readonly string[]) => {
    const rows = await reserved.unsafe(text, [...parameters], { prepare: true });
    return { command: commandOf(rows.command), rowCount: rows.count ?? 0, rows: [...rows] };
  }) as PostgresPoolClient['query'];
}

function commandOf(command: string): 'UPDATE' | 'DELETE' | 'INSERT' | 'SELECT' | 'MERGE' {
  switch (command) {
    case 'UPDATE':
    case 'DELETE':
    case 'INSERT':
    case 'MERGE':
      return command;
    default:
      return 'SELECT';
  }
}
