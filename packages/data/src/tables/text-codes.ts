const encoder = new TextEncoder();
let scratch = new Uint8Array(1 << 18);

/**
 * The signs of a text as numbers: `codes[i]` is `text.charCodeAt(i)`. Numbers are read several times as fast as signs.
 * What an earlier call gave is overwritten.
 */
export function codesOf(text: string): Uint8Array | Uint16Array {
  if (scratch.length < text.length) {
    scratch = new Uint8Array(text.length * 2);
  }
  // Signs and bytes are as many where all are ASCII.
  const { read, written } = encoder.encodeInto(text, scratch);
  if (read === text.length && written === text.length) {
    return scratch.subarray(0, text.length);
  }
  const bytes = Buffer.from(text, 'utf16le');
  return new Uint16Array(bytes.buffer, bytes.byteOffset, text.length);
}
