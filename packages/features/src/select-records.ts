import type { Bag } from './bag.ts';

/** Feature `at` of `count` in a mask `[records * count]`, 1 where it goes through row 0. */
export interface HiddenFeature {
  readonly mask: Uint8Array;
  readonly count: number;
  readonly at: number;
}

/** Where a bag holds several records for each index, those of one feature; record `index * count + at`. */
export interface FeaturePlace {
  readonly count: number;
  readonly at: number;
}

const onlyOne: FeaturePlace = { count: 1, at: 0 };

/** The records of a bag for `indices`, `[records]`; a hidden record, and one at -1, is row 0 of weight 1. */
export function selectRecords(
  source: Bag,
  indices: Int32Array,
  hidden?: HiddenFeature,
  { count, at }: FeaturePlace = onlyOne,
): Bag {
  const chosen = hidden === undefined ? indices : withoutHidden(indices, hidden);
  const { offsets: from, rows: sourceRows, weights: sourceWeights } = source;
  const size = chosen.length;
  const offsets = new Int32Array(size + 1);
  for (let r = 0; r < size; r++) {
    const index = chosen[r] * count + at;
    offsets[r + 1] = offsets[r] + (index < 0 ? 1 : from[index + 1] - from[index]);
  }
  const rows = new Int32Array(offsets[size]);
  const weights = new Float32Array(offsets[size]);
  for (let r = 0; r < size; r++) {
    const index = chosen[r] * count + at;
    const start = offsets[r];
    if (index < 0) {
      weights[start] = 1;
      continue;
    }
    const shift = from[index] - start;
    const end = offsets[r + 1];
    for (let i = start; i < end; i++) {
      rows[i] = sourceRows[i + shift];
      weights[i] = sourceWeights[i + shift];
    }
  }
  return { offsets, rows, weights };
}

/** One row a record, each of weight 1. */
export function rowBag(rows: Int32Array): Bag {
  const { length } = rows;
  if (length > ones.length) {
    ones = new Float32Array(2 * length).fill(1);
    counted = Int32Array.from({ length: 2 * length + 1 }, (_, r) => r);
  }
  return { offsets: counted.subarray(0, length + 1), rows, weights: ones.subarray(0, length) };
}

/** What all such bags have in common, made once for the longest. */
let ones = new Float32Array();
let counted = new Int32Array(1);

/** Row 0 for each of `size` records. */
export function missingBag(size: number): Bag {
  return rowBag(new Int32Array(size));
}

function withoutHidden(indices: Int32Array, { mask, count, at }: HiddenFeature): Int32Array {
  const chosen = indices.slice();
  for (let r = 0; r < chosen.length; r++) {
    if (mask[r * count + at] === 1) {
      chosen[r] = -1;
    }
  }
  return chosen;
}
