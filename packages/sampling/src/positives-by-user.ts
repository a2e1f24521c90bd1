/** Which items each user is known to like: user `u` owns `items[starts[u]]` up to, not including, `items[ends[u]]`. */
export interface PositivesByUser {
  /** `[users]` */
  readonly starts: Int32Array;
  /** `[users]` */
  readonly ends: Int32Array;
  /** Item indices; a user may list one twice. */
  readonly items: Int32Array;
}

/**
 * Users one after another as starts and ends; views, no copy.
 *
 * Example: offsets `[0, 2, 3]` give starts `[0, 2]` and ends `[2, 3]`.
 *
 * @param offsets `[users + 1]`, ascending
 */
export function byOffsets(offsets: Int32Array, items: Int32Array): PositivesByUser {
  return { starts: offsets.subarray(0, Math.max(0, offsets.length - 1)), ends: offsets.subarray(1), items };
}
