/** What each user did, oldest first, as rows of the item's ID table: user u owns `rows[offsets[u]]` to `rows[offsets[u + 1]]`. */
export interface Histories {
  readonly offsets: Int32Array;
  readonly rows: Int32Array;
  /** `[events]`: where event e itself lies in `rows`; its own history ends there, so that no event sees itself. */
  readonly position: Int32Array;
}

/**
 * Groups events by user without copying a history an event.
 *
 * @param itemRows `[items]`, each item's row in its ID table
 * @param users how many users there are
 * @param user `[events]`, in time order
 * @param item `[events]`
 */
export function buildHistories(
  itemRows: Int32Array,
  users: number,
  user: Int32Array,
  item: Int32Array,
): Histories {
  const offsets = new Int32Array(users + 1);
  for (const u of user) {
    offsets[u + 1]++;
  }
  for (let u = 0; u < users; u++) {
    offsets[u + 1] += offsets[u];
  }
  const next = offsets.slice(0, users);
  const rows = new Int32Array(user.length);
  const position = new Int32Array(user.length);
  for (let e = 0; e < user.length; e++) {
    position[e] = next[user[e]]++;
    rows[position[e]] = itemRows[item[e]];
  }
  return { offsets, rows, position };
}
