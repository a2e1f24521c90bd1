/** The bands by an item's place in the order of training positives; items without any are the last band. */
export const bandNames = [
  'most popular 1 % of items',
  '1 to 5 %',
  '5 to 20 %',
  'the rest',
  'not in training',
] as const;

const ends = [0.01, 0.05, 0.2];

/**
 * `[items]`: each item's band. The places are those among all items of the catalogue, the most popular first.
 *
 * @param counts `[items]` training positives
 */
export function bandOfItems(counts: Float64Array): Uint8Array {
  const order = Int32Array.from(counts.keys()).sort((a, b) => counts[b] - counts[a] || a - b);
  const bands = new Uint8Array(counts.length);
  order.forEach((item, place) => {
    const found = ends.findIndex((end) => place < Math.ceil(end * counts.length));
    bands[item] = counts[item] === 0 ? bandNames.length - 1 : found >= 0 ? found : ends.length;
  });
  return bands;
}

/** How the weights of the items, such as how often each is recommended, spread over the bands: shares of their sum. */
export function bandShares(bands: Uint8Array, weights: ArrayLike<number>): number[] {
  const sums = bandNames.map(() => 0);
  let total = 0;
  for (let item = 0; item < bands.length; item++) {
    sums[bands[item]] += weights[item];
    total += weights[item];
  }
  return sums.map((sum) => (total > 0 ? sum / total : 0));
}
