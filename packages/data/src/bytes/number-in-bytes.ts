const minus = 45;
const point = 46;
/** More digits may not be held exactly. */
const mostDigits = 15;
const powers = Array.from({ length: mostDigits + 1 }, (_, n) => 10 ** n);

/**
 * The number that ASCII digits from `from` to below `to` spell, perhaps with a minus and a point: to the last bit what
 * `Number` gives. NaN for all other forms, which may be numbers still.
 */
export function numberInBytes(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  const negative = bytes[at] === minus && at < to;
  if (negative) {
    at++;
  }
  if (to - at > mostDigits + 1 || at >= to) {
    return Number.NaN;
  }
  let whole = 0;
  let fraction = -1;
  for (; at < to; at++) {
    const digit = bytes[at] - 48;
    if (digit >= 0 && digit <= 9) {
      whole = whole * 10 + digit;
    } else if (bytes[at] === point && fraction < 0 && to - at > 1) {
      fraction = to - at - 1;
    } else {
      return Number.NaN;
    }
  }
  if (whole >= 1e15 || (negative && whole === 0)) {
    return Number.NaN;
  }
  // Both are held exactly, so that their quotient is the nearest number to the one that is written.
  const value = fraction < 0 ? whole : whole / powers[fraction];
  return negative ? -value : value;
}
