import type { Bag, TowerBatch } from './bag.ts';
import type { EncodedSide } from './encoded-side.ts';
import type { Histories } from './histories.ts';

export interface UserSelection {
  /** `[records]`, 1 where the ID is to be hidden behind row 0. */
  readonly hideId?: Uint8Array;
  readonly histories?: Histories;
  /** `[records]`: where each record's history ends in `histories.rows`; by default with the user's last event. */
  readonly historyEnd?: Int32Array;
}

/** The batch of the items at `indices`, `[records]`. */
export function selectItems(encoded: EncodedSide, indices: Int32Array, hideId?: Uint8Array): TowerBatch {
  return {
    size: indices.length,
    bags: [idBag(encoded, indices, hideId), ...encoded.bags.map((bag) => selectRecords(bag, indices))],
  };
}

/** The batch of the users at `indices`, `[records]`, with their histories where the side has that feature. */
export function selectUsers(
  encoded: EncodedSide,
  indices: Int32Array,
  { hideId, histories, historyEnd }: UserSelection = {},
): TowerBatch {
  const { size, bags } = selectItems(encoded, indices, hideId);
  const { history } = encoded.side;
  if (!history) {
    return { size, bags };
  }
  const starts = new Int32Array(size);
  const ends = new Int32Array(size);
  if (histories) {
    for (let r = 0; r < size; r++) {
      ends[r] = historyEnd ? historyEnd[r] : histories.offsets[indices[r] + 1];
      starts[r] = Math.max(histories.offsets[indices[r]], ends[r] - history.length);
    }
  }
  return { size, bags: [...bags, historyBag(histories?.rows ?? new Int32Array(0), starts, ends)] };
}

/** The mean over the rows from `starts[r]` to `ends[r]`; row 0 where there are none. */
export function historyBag(rows: Int32Array, starts: Int32Array, ends: Int32Array): Bag {
  const size = starts.length;
  const offsets = new Int32Array(size + 1);
  for (let r = 0; r < size; r++) {
    offsets[r + 1] = offsets[r] + Math.max(1, ends[r] - starts[r]);
  }
  const bag: Bag = {
    offsets,
    rows: new Int32Array(offsets[size]),
    weights: new Float32Array(offsets[size]),
  };
  for (let r = 0; r < size; r++) {
    const length = offsets[r + 1] - offsets[r];
    bag.weights.fill(1 / length, offsets[r], offsets[r + 1]);
    if (ends[r] > starts[r]) {
      bag.rows.set(rows.subarray(starts[r], ends[r]), offsets[r]);
    }
  }
  return bag;
}

function idBag({ idRows }: EncodedSide, indices: Int32Array, hideId: Uint8Array | undefined): Bag {
  const size = indices.length;
  const bag: Bag = {
    offsets: new Int32Array(size + 1),
    rows: new Int32Array(size),
    weights: new Float32Array(size).fill(1),
  };
  for (let r = 0; r < size; r++) {
    bag.offsets[r + 1] = r + 1;
    bag.rows[r] = hideId?.[r] === 1 ? 0 : idRows[indices[r]];
  }
  return bag;
}

function selectRecords(source: Bag, indices: Int32Array): Bag {
  const size = indices.length;
  const offsets = new Int32Array(size + 1);
  for (let r = 0; r < size; r++) {
    offsets[r + 1] = offsets[r] + source.offsets[indices[r] + 1] - source.offsets[indices[r]];
  }
  const rows = new Int32Array(offsets[size]);
  const weights = new Float32Array(offsets[size]);
  for (let r = 0; r < size; r++) {
    let from = source.offsets[indices[r]];
    for (let to = offsets[r]; to < offsets[r + 1]; to++, from++) {
      rows[to] = source.rows[from];
      weights[to] = source.weights[from];
    }
  }
  return { offsets, rows, weights };
}
