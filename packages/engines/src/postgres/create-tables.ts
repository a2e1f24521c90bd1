import { type EventTables, StoreError } from '@twotower/store';
import { type Kysely, sql } from 'kysely';

/** Any number that no other program locks by. */
const LOCK = 8_117_402_265;

/**
 * Makes the log's tables, or brings them to this version's form; processes that do so at once wait for each other.
 *
 * @throws StoreError where a newer version made them
 */
export async function createTables(queries: Kysely<EventTables>, name: string): Promise<void> {
  await queries.transaction().execute(async (step) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(step);
    await sql`create table if not exists event_log_version (version integer not null)`.execute(step);
    const { rows } = await sql<{ version: number }>`select version from event_log_version`.execute(step);
    const version = rows[0]?.version ?? 0;
    if (version > migrations.length) {
      throw new StoreError(
        `${name}: the event log has version ${version}, this twotower knows ${migrations.length}; upgrade twotower`,
      );
    }
    for (const statement of migrations.slice(version).flat()) await sql.raw(statement).execute(step);
    if (version < migrations.length) {
      await sql`delete from event_log_version`.execute(step);
      await sql`insert into event_log_version values (${migrations.length})`.execute(step);
    }
  });
}

/** Entry n leads from version n to n + 1. Entries are never changed once released; a change is a new entry. */
const migrations: readonly (readonly string[])[] = [
  [
    `create table event (
      "offset" bigint primary key,
      key text unique,
      user_id text,
      item_id text,
      type text,
      time double precision,
      arrived double precision not null,
      weight double precision,
      request_id text,
      context text
    )`,
    `create table event_log (
      id integer primary key check (id = 1),
      first bigint not null,
      next bigint not null,
      erased bigint not null
    )`,
    'insert into event_log values (1, 0, 0, 0)',
    `create table event_mark (
      kind text not null,
      name text not null,
      place bigint not null,
      set_at text not null,
      primary key (kind, name)
    )`,
    `create table event_source (
      sequence bigint primary key generated always as identity,
      id text not null,
      sha256 text not null,
      bytes bigint not null,
      row_count bigint,
      origin text not null,
      file text not null,
      newest_time double precision,
      set_at text not null,
      unique (sha256, bytes)
    )`,
  ],
  [
    `create table event_erasure (
      sequence bigint primary key generated always as identity,
      user_sum text not null,
      place bigint not null
    )`,
  ],
];
