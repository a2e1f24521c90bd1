/**
 * Writes the two halves of the hash of an event ID, bytes of UTF-8 from `from` to below `to`, at `row`. FNV-1a twice, from
 * two offsets, and MurmurHash3's finaliser. Never 0 and 0, which stands for no ID.
 */
export function hashId(
  bytes: Uint8Array,
  from: number,
  to: number,
  low: Int32Array,
  high: Int32Array,
  row: number,
): void {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let i = from; i < to; i++) {
    const byte = bytes[i];
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ byte, 0x5bd1e995);
    b ^= b >>> 15;
  }
  low[row] = finish(a);
  high[row] = finish(b) | 1;
}

function finish(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
