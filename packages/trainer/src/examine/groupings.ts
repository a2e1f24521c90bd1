/** A division of the users or of the items whose parts are examined on their own; of a part's metrics, a slice. */
export interface Grouping {
  readonly names: readonly string[];
  /** `[entities]`: the index into `names` of each, -1 where it belongs to none. */
  readonly of: Int8Array;
  /** Parts that fewer users were examined for are left out: their figures would be chance. */
  readonly leastUsers: number;
  /**
   * Whether what is recommended of the catalogue is counted too, 4 bytes an item, cut-off and name, and the difference
   * between scorers gets an interval for each group of users.
   */
  readonly inDetail: boolean;
}

/** `known` users have training positives, `new` users have none. */
export function knownAndNew(known: Uint8Array): Grouping {
  return {
    names: ['known', 'new'],
    of: Int8Array.from(known, (x) => 1 - x),
    leastUsers: 1,
    inDetail: true,
  };
}

/**
 * Items by training positives. `cold-items` have none. The others in the order of popularity: `head-items` hold the
 * first third of all positives, `torso-items` the second, `tail-items` the last; an item belongs where the positives of
 * the items before it end. Example: counts 5, 2, 1, 1, 0: head, torso (5 of 9 before it), tail, tail, cold.
 *
 * @param counts `[items]` training positives
 */
export function itemsByPopularity(counts: Float64Array): Grouping {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const order = Int32Array.from(counts.keys()).sort((a, b) => counts[b] - counts[a] || a - b);
  const of = new Int8Array(counts.length);
  let before = 0;
  for (const item of order) {
    of[item] = counts[item] > 0 ? 1 + Math.min(2, Math.floor((3 * before) / total)) : 0;
    before += counts[item];
  }
  return {
    names: ['cold-items', 'head-items', 'torso-items', 'tail-items'],
    of,
    leastUsers: 1,
    inDetail: true,
  };
}
