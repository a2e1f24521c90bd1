import type { DeltaRows } from '@twotower/store';
import type { ServedItems } from '../items/served-items.ts';
import { LayeredMap } from '../rows/layered-map.ts';

/** How popular items are as far as bundle and deltas know. Never changed. */
export interface ServedPrior {
  /** Of the logarithm of an item's share in its score. */
  readonly weight: number;
  /** Milliseconds in which a count halves; undefined: counts do not fade. */
  readonly halfLife: number | undefined;
  /** `[items]`: the logarithm of each item's share. */
  readonly shares: Float32Array;
  /** Those of items that are not served yet. */
  readonly waiting: LayeredMap<string, number>;
  /** All counts and what smooths them, in events of {@link at}: what one more event is a share of. */
  readonly mass: number;
  /** The newest event that was counted, milliseconds since 1970; NaN without times. */
  readonly at: number;
}

/** The prior of a bundle. */
export function firstPrior(prior: Omit<ServedPrior, 'waiting'>): ServedPrior {
  return { ...prior, waiting: LayeredMap.empty() };
}

/** The same for items that may be more by now. A new one is as popular as was told of it, or as the least popular one. */
export function priorOf(prior: ServedPrior, items: ServedItems): ServedPrior {
  const known = prior.shares.length;
  if (items.size === known) return prior;
  const shares = new Float32Array(items.size);
  shares.set(prior.shares);
  const least = prior.shares.reduce((a, b) => Math.min(a, b), 0);
  for (let row = known; row < items.size; row++) shares[row] = prior.waiting.get(items.id(row)) ?? least;
  return { ...prior, shares };
}

/**
 * The same with other shares, one an item, as they were at a watermark, in milliseconds since 1970.
 *
 * @param known rows of these items, -1 for one that is not served yet
 */
export function withShares(
  prior: ServedPrior,
  items: ServedItems,
  { ids, values }: Pick<DeltaRows, 'ids' | 'values'>,
  known: ArrayLike<number>,
  watermark: number | undefined,
): ServedPrior {
  const shares = priorOf(prior, items).shares.slice();
  const waiting: [string, number][] = [];
  ids.forEach((id, i) => {
    // One that comes with this very delta has a row by now.
    const row = known[i] < 0 ? items.row(id) : known[i];
    if (row === undefined) waiting.push([id, values[i]]);
    else shares[row] = values[i];
  });
  // As much comes in as fades, so the mass is taken to stay.
  return { ...prior, shares, waiting: prior.waiting.with(waiting), at: watermark ?? prior.at };
}
