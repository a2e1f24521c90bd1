import { SamplingError } from './error.ts';
import type { NegativeSource } from './negative-source.ts';

/**
 * The whole catalogue, each item once: the exact softmax, for catalogues of up to some tens of thousands of items.
 *
 * The batch's positives stay the first B columns and the catalogue follows, so an item may hold several columns. Copies
 * of a row's own positive are accidental hits and masked; for all other rows `drawCandidates` divides an item's weight
 * by its number of columns, and leaves the row's own positive whole (`positiveLogQ`). So every item counts once in every
 * row, whatever `logQ` is set to: here it undoes copies, it corrects no sampling.
 *
 * @param items the catalogue's size
 */
export function allItems(items: number): NegativeSource {
  if (!Number.isInteger(items) || items < 1) {
    throw new SamplingError(`negatives of all items need a catalogue, got ${items} items`);
  }
  return {
    kind: 'all',
    exhaustive: true,
    draws: () => items,
    share: () => items,
    fill: (out) => {
      for (let item = 0; item < out.length; item++) {
        out[item] = item;
      }
    },
    probability: () => 1 / items,
  };
}
