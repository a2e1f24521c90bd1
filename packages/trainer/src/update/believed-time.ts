const DAY = 86_400_000;

/**
 * The newest event that is believed: none that happened more than a day after the last one arrived, as one clock that runs ahead
 * would make everything else old. A log whose clock runs ahead as a whole is believed.
 *
 * @param times milliseconds since 1970; NaN for none
 * @param arrived when the last of these events arrived
 * @param before the newest that was believed before
 */
export function believedTime(
  times: Float64Array,
  arrived: number,
  before: number | undefined,
): number | undefined {
  const latest = Math.max(arrived + DAY, before ?? Number.NEGATIVE_INFINITY);
  const isAhead = before !== undefined && before > arrived + DAY;
  let newest = before ?? Number.NEGATIVE_INFINITY;
  for (const time of times) {
    if (time > newest && (isAhead || time <= latest)) newest = time;
  }
  return newest === Number.NEGATIVE_INFINITY ? undefined : newest;
}
