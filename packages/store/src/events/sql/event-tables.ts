/** Rows of an event log in a database, as Kysely types its queries by. */
export interface EventTables {
  event: EventRow;
  /** One row, which whoever writes locks first. */
  event_log: { id: number; first: number; next: number; erased: number };
  event_mark: { kind: string; name: string; place: number; set_at: string };
  event_source: SourceRow;
  event_erasure: { sequence: number | undefined; user_sum: string; place: number };
}

export interface EventRow {
  offset: number;
  /** Of the event's id, where it has one; see `keyOf`. */
  key: string | null;
  /** Null where the event was erased, as is all else but offset, key and arrival then. */
  user_id: string | null;
  item_id: string | null;
  type: string | null;
  time: number | null;
  arrived: number;
  weight: number | null;
  request_id: string | null;
  /** JSON. */
  context: string | null;
}

export interface SourceRow {
  sequence: number | undefined;
  id: string;
  sha256: string;
  bytes: number;
  row_count: number | null;
  origin: string;
  file: string;
  newest_time: number | null;
  set_at: string;
}
