const encoder = new TextEncoder();
let scratch = new Uint8Array(1 << 12);

/** A text's bytes in UTF-8: `bytes` up to below `length`. What an earlier call gave is overwritten. */
export function utf8Of(text: string): { readonly bytes: Uint8Array; readonly length: number } {
  if (scratch.length < text.length * 3) {
    scratch = new Uint8Array(text.length * 6);
  }
  return { bytes: scratch, length: encoder.encodeInto(text, scratch).written };
}

/** Whether all bytes from `from` to below `to` are signs of ASCII. */
export function isPlain(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    if (bytes[i] >= 0x80) {
      return false;
    }
  }
  return true;
}
