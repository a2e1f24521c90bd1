import type { RandomIntegers } from './negative-source.ts';
import type { RowMask } from './row-mask.ts';

/**
 * Fills `out[start]` to `out[start + wanted - 1]` with items of the pool that the mask lets through, each once, as far as
 * there are any; what is not filled stays.
 *
 * @param pool its first `size` entries are drawn from, -1 among them skipped; their order is destroyed
 */
export function drawDistinct(
  pool: Int32Array,
  size: number,
  mask: RowMask,
  out: Int32Array,
  start: number,
  wanted: number,
  random: RandomIntegers,
): void {
  let left = size;
  for (let filled = 0; filled < wanted && left > 0; ) {
    const at = random.integer(left);
    const item = pool[at];
    pool[at] = pool[--left];
    if (item >= 0 && !mask.has(item)) {
      mask.add(item);
      out[start + filled++] = item;
    }
  }
}
