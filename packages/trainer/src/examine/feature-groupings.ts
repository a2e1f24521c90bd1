import { type Bag, type EncodedSide, type FittedSide, featureBag } from '@twotower/features';
import type { Grouping } from './groupings.ts';

/** So many values of a feature are examined, the most common ones: more would be figures of few users each. */
const mostValues = 12;
const leastUsers = 30;

/**
 * Groups of a side's entities by its categorical features, named `country=DE`, of at least 30 examined users each. A
 * `categorical` feature gives one grouping; of a `categories` feature, whose entities have several values, each value is
 * a grouping of its own.
 *
 * @param prefix stands before the feature's name and keeps the sides apart
 */
export function groupingsByFeature(
  { encoders }: Pick<FittedSide, 'encoders'>,
  encoded: EncodedSide,
  prefix = '',
): Grouping[] {
  return encoders.flatMap(({ feature, state }, e) => {
    const { values } = state;
    if ((state.kind !== 'categorical' && state.kind !== 'categories') || !Array.isArray(values)) {
      return [];
    }
    const bag = featureBag(encoded, e);
    const common = mostCommon(bag, values.length);
    // A value's row is its place among the values, from 1; row 0 is a missing or unknown one.
    const named = (rows: readonly number[]): Omit<Grouping, 'of'> => ({
      names: rows.map((row) => `${prefix}${feature}=${values[row - 1]}`),
      leastUsers,
      inDetail: false,
    });
    return state.kind === 'categorical'
      ? [{ ...named(common), of: placeOfRow(bag, common) }]
      : common.map((row) => ({ ...named([row]), of: placeOfRow(bag, [row]) }));
  });
}

/** The rows from 1 that most records have, at most 12, the more common first. */
function mostCommon({ rows }: Bag, values: number): number[] {
  const counts = new Float64Array(values + 1);
  for (const row of rows) {
    counts[row]++;
  }
  return Array.from({ length: values }, (_, i) => i + 1)
    .sort((a, b) => counts[b] - counts[a] || a - b)
    .slice(0, mostValues);
}

/** `[records]`: the place in `wanted` of the first row that a record has of them, -1 without. */
function placeOfRow({ offsets, rows }: Bag, wanted: readonly number[]): Int8Array {
  const place = new Map(wanted.map((row, i) => [row, i]));
  const of = new Int8Array(offsets.length - 1).fill(-1);
  for (let record = 0; record < of.length; record++) {
    for (let e = offsets[record]; e < offsets[record + 1] && of[record] < 0; e++) {
      of[record] = place.get(rows[e]) ?? -1;
    }
  }
  return of;
}
