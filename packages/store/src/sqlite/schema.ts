/** Rows of `store.sqlite`, as Kysely types its queries by. */
export interface Tables {
  alias: AliasRow;
  alias_change: AliasChangeRow;
  run: RunRow;
  run_epoch: { run_id: string; epoch: number; record: string };
  api_key: ApiKeyRow;
  audit: AuditRow;
}

export interface AliasRow {
  name: string;
  bundle_id: string;
  delta_sequence: number;
  set_at: string;
}

export interface AliasChangeRow extends AliasRow {
  /** Ascending in the order of setting; given by SQLite. */
  sequence: number | undefined;
  rolled_back_at: string | null;
}

export interface RunRow {
  id: string;
  kind: string;
  config: string;
  status: 'running' | 'finished' | 'failed';
  started_at: string;
  finished_at: string | null;
  report: string | null;
  error: string | null;
  host: string;
  pid: number;
  process_started: string;
}

export interface ApiKeyRow {
  id: string;
  sha256: string;
  /** JSON list. */
  scopes: string;
  name: string | null;
  created_at: string;
  revoked_at: string | null;
}

export interface AuditRow {
  /** Ascending; given by SQLite. */
  sequence: number | undefined;
  at: string;
  by: string;
  act: string;
  target: string;
  request_id: string | null;
}
