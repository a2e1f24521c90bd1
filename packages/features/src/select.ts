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
  const selected = new Int32Array(offsets[size]);
  const weights = new Float32Array(offsets[size]);
  for (let r = 0; r < size; r++) {
    const length = ends[r] - starts[r];
    const to = offsets[r];
    if (length <= 0) {
      weights[to] = 1;
      continue;
    }
    const weight = 1 / length;
    for (let i = 0; i < length; i++) {
      selected[to + i] = rows[starts[r] + i];
      weights[to + i] = weight;
    }
  }
  return { offsets, rows: selected, weights };
}

function idBag({ idRows }: EncodedSide, indices: Int32Array, hideId: Uint8Array | undefined): Bag {
  const size = indices.length;
  const offsets = new Int32Array(size + 1);
  const rows = new Int32Array(size);
  for (let r = 0; r < size; r++) {
    offsets[r + 1] = r + 1;
    rows[r] = hideId !== undefined && hideId[r] === 1 ? 0 : idRows[indices[r]];
  }
  return { offsets, rows, weights: new Float32Array(size).fill(1) };
}

function selectRecords(source: Bag, indices: Int32Array): Bag {
  const { offsets: from, rows: sourceRows, weights: sourceWeights } = source;
  const size = indices.length;
  const offsets = new Int32Array(size + 1);
  for (let r = 0; r < size; r++) {
    offsets[r + 1] = offsets[r] + from[indices[r] + 1] - from[indices[r]];
  }
  const rows = new Int32Array(offsets[size]);
  const weights = new Float32Array(offsets[size]);
  for (let r = 0; r < size; r++) {
    const shift = from[indices[r]] - offsets[r];
    const end = offsets[r + 1];
    for (let i = offsets[r]; i < end; i++) {
      rows[i] = sourceRows[i + shift];
      weights[i] = sourceWeights[i + shift];
    }
  }
  return { offsets, rows, weights };
}
