import type { RawValue } from '@twotower/features';

/**
 * Writes the two halves of an event ID's hash at `row`; 0 and 0 where there is no ID. FNV-1a twice, from two offsets, and
 * MurmurHash3's finaliser.
 */
export function hashId(id: RawValue, low: Int32Array, high: Int32Array, row: number): void {
  if (typeof id !== 'string') {
    low[row] = 0;
    high[row] = 0;
    return;
  }
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let i = 0; i < id.length; i++) {
    const unit = id.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x5bd1e995);
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
