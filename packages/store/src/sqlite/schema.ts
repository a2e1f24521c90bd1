import type { ComparisonArm, ComparisonKind, JobKind, JobState } from '@twotower/schema';

/** Rows of `store.sqlite`, as Kysely types its queries by. */
export interface Tables {
  alias: AliasRow;
  alias_change: AliasChangeRow;
  run: RunRow;
  run_epoch: { run_id: string; epoch: number; record: string };
  api_key: ApiKeyRow;
  audit: AuditRow;
  job: JobRow;
  comparison: ComparisonRow;
  comparison_user: ComparisonUserRow;
  comparison_answer: ComparisonAnswerRow;
  entity_change: EntityChangeRow;
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

export interface JobRow {
  /** Ascending; given by SQLite. */
  sequence: number | undefined;
  id: string;
  kind: JobKind;
  state: JobState;
  asked_by: string;
  created_at: string;
  due_at: string;
  started_at: string | null;
  heartbeat_at: string | null;
  finished_at: string | null;
  attempts: number;
  progress: string | null;
  cancel_asked: number;
  /** JSON. */
  result: string | null;
  error: string | null;
  /** Whoever knows it works on the job. */
  claim: string | null;
  /** The process that does. */
  host: string | null;
  pid: number | null;
  process_started: string | null;
}

export interface ComparisonRow {
  /** Ascending; given by SQLite. */
  sequence: number | undefined;
  id: string;
  kind: ComparisonKind;
  treatment: string;
  share: number;
  started_at: string;
  started_by: string;
  ended_at: string | null;
  /** JSON: what it came to, once it has ended. */
  sums: string | null;
}

/** What a user's requests come to while a comparison is running. */
export interface ComparisonUserRow {
  comparison_id: string;
  user_id: string;
  arm: ComparisonArm;
  requests: number;
  counted: number;
  value: number;
}

/** An answer that may still be reacted to. */
export interface ComparisonAnswerRow {
  comparison_id: string;
  request_id: string;
  user_id: string;
  arm: ComparisonArm;
  /** JSON: whose items it shows, where two made it. */
  teams: string | null;
  /** Whether somebody reacted to what is the control's, and the treatment's. */
  hit_control: number;
  hit_treatment: number;
}

export interface EntityChangeRow {
  /** Ascending; given by SQLite. */
  version: number | undefined;
  /** `erased` by themselves: somebody's id may read as another's sum. */
  side: 'user' | 'item' | 'erased';
  /** The entity's id; of an erased user the sum of it. */
  key: string;
  kind: 'put' | 'removed' | 'erased';
  /** JSON; null but where it was put. */
  record: string | null;
  /** In the event log; null but where it was erased. */
  place: string | null;
  /** Milliseconds since 1970. */
  at: number;
}
