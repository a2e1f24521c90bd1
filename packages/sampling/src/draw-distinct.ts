import type { RandomIntegers } from './negative-source.ts';
import type { RowMask } from './row-mask.ts';

/** Tries that a row has. Pools of up to so many are searched to the last item; larger ones are not even copied. */
const mostTries = 1024;

const left = new Int32Array(mostTries);

/**
 * Fills `out[start]` to `out[start + wanted - 1]` with items of the pool that the mask lets through, each once, all that are
 * left equally likely by their number of places; what is not filled stays: where the pool holds no more, or where 1024
 * draws from a pool larger than that did not find them.
 *
 * @param pool item indices, -1 among them skipped
 */
export function drawDistinct(
  pool: Int32Array,
  mask: RowMask,
  out: Int32Array,
  start: number,
  wanted: number,
  random: RandomIntegers,
): void {
  const isSmall = pool.length <= mostTries;
  if (isSmall) {
    left.set(pool);
  }
  let filled = 0;
  for (let tries = 0; filled < wanted && tries < mostTries && tries < pool.length; tries++) {
    let item: number;
    if (isSmall) {
      const at = random.integer(pool.length - tries);
      item = left[at];
      left[at] = left[pool.length - tries - 1];
    } else {
      // With replacement: what was met before is masked by then, so that the choice among the others is the same.
      item = pool[random.integer(pool.length)];
    }
    if (item >= 0 && !mask.has(item)) {
      mask.add(item);
      out[start + filled++] = item;
    }
  }
}
