export const carriageReturn = 13;
export const quoteSign = 34;

/** Writes a field's bounds, without its quotes. */
export function noteField(
  bounds: Int32Array,
  at: number,
  codes: Uint8Array,
  from: number,
  to: number,
  quoted: boolean,
): void {
  const inside = quoted && to > from && codes[from] === quoteSign ? 1 : 0;
  bounds[at] = from + inside;
  bounds[at + 1] = to - inside;
}

/** Just behind a quoted field that holds no quote and no newline and is followed by what ends a field; else -1. */
export function closingQuote(
  codes: Uint8Array,
  open: number,
  comma: number,
  end: number,
  jump: number,
): number {
  let at = open + 1;
  while (at < codes.length && codes[at] !== quoteSign) {
    if (codes[at] === end) {
      return -1;
    }
    at++;
  }
  at++;
  const next = codes[at];
  const ends =
    (next === comma && jump === 1) || next === end || (next === carriageReturn && codes[at + 1] === end);
  return at < codes.length && ends ? at : -1;
}

/** Room for twice as many bounds and one more row. */
export function grown(bounds: Int32Array, width: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(bounds.length * 2 + width);
  larger.set(bounds);
  return larger;
}
