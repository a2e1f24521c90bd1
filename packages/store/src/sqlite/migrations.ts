/**
 * How `store.sqlite` came to its form: entry n leads from version n to n + 1 (`PRAGMA user_version`).
 * Entries are never changed once released; a change is a new entry.
 */
export const migrations: readonly string[] = [
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
];
