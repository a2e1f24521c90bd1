/**
 * What users did, oldest first, as rows of the item's ID table: user u's are `rows[starts[u]]` to `rows[ends[u]]`. In
 * data that lies by user, what event e may know of its user's past is `rows[starts[u]]` to `rows[e]`: no event sees itself.
 */
export interface Histories {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly rows: Int32Array;
}
