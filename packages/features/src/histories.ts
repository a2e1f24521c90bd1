/**
 * Timelines of users as rows of the item's ID table, oldest first: user u's is `rows[starts[u]]` to `rows[ends[u]]`. What an event
 * may know of its user's past ends where its end of history says, at the latest before itself.
 */
export interface Histories {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly rows: Int32Array;
}
