import { type Database, openDatabase, readDatabase } from './database.ts';
import type { Tables } from './schema.ts';

/** `store.sqlite`: aliases, runs, jobs, API keys, comparisons, what people did by hand, and what was put of items and users. */
export type Registry = Database<Tables>;

/** Opens `store.sqlite`, making it where it does not exist. @throws StoreError as {@link openDatabase} does */
export function openRegistry(file: string): Registry {
  return openDatabase(file, migrations);
}

/** Opens it where nothing can be written, as {@link readDatabase} does. */
export function readRegistry(file: string, reason: string): Registry {
  return readDatabase(file, migrations, reason);
}

const migrations: readonly string[] = [
  `
  create table alias (
    name text primary key,
    bundle_id text not null,
    delta_sequence integer not null,
    set_at text not null
  ) strict;
  create table alias_change (
    sequence integer primary key autoincrement,
    name text not null,
    bundle_id text not null,
    delta_sequence integer not null,
    set_at text not null,
    rolled_back_at text
  ) strict;
  create index alias_change_by_name on alias_change (name, sequence);
  create table run (
    id text primary key,
    kind text not null,
    config text not null,
    status text not null,
    started_at text not null,
    finished_at text,
    report text,
    error text,
    host text not null,
    pid integer not null,
    process_started text not null
  ) strict;
  create table run_epoch (
    run_id text not null references run (id),
    epoch integer not null,
    record text not null,
    primary key (run_id, epoch)
  ) strict;
  `,
  `
  create table api_key (
    id text primary key,
    sha256 text not null unique,
    scopes text not null,
    name text,
    created_at text not null,
    revoked_at text
  ) strict;
  create table audit (
    sequence integer primary key autoincrement,
    at text not null,
    by text not null,
    act text not null,
    target text not null,
    request_id text
  ) strict;
  `,
  `
  create table job (
    sequence integer primary key autoincrement,
    id text not null unique,
    kind text not null,
    state text not null,
    asked_by text not null,
    created_at text not null,
    due_at text not null,
    started_at text,
    heartbeat_at text,
    finished_at text,
    attempts integer not null,
    progress text,
    cancel_asked integer not null,
    result text,
    error text,
    claim text,
    host text,
    pid integer,
    process_started text
  ) strict;
  create index job_by_state on job (state, due_at);
  create index job_by_kind on job (kind, sequence);
  `,
  `
  create table comparison (
    sequence integer primary key autoincrement,
    id text not null unique,
    kind text not null,
    treatment text not null,
    share real not null,
    started_at text not null,
    started_by text not null,
    ended_at text,
    sums text
  ) strict;
  create unique index comparison_running on comparison (ended_at is null) where ended_at is null;
  create table comparison_user (
    comparison_id text not null references comparison (id),
    user_id text not null,
    arm text not null,
    requests integer not null,
    counted integer not null,
    value real not null,
    primary key (comparison_id, user_id)
  ) strict, without rowid;
  create table comparison_answer (
    comparison_id text not null references comparison (id),
    request_id text not null,
    user_id text not null,
    arm text not null,
    teams text,
    hit_control integer not null,
    hit_treatment integer not null,
    primary key (comparison_id, request_id)
  ) strict, without rowid;
  create index comparison_user_by_user on comparison_user (user_id);
  create index comparison_answer_by_user on comparison_answer (user_id);
  `,
  `
  create table entity_change (
    version integer primary key autoincrement,
    side text not null,
    key text not null,
    kind text not null,
    record text,
    place text,
    at real not null,
    unique (side, key)
  ) strict;
  `,
];
