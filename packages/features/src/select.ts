import type { Bag, TowerBatch } from './bag.ts';
import type { EncodedSide } from './encoded-side.ts';
import type { HistoryInput } from './fitted-features.ts';
import type { Histories } from './histories.ts';
import { missingBag, rowBag, selectRecords } from './select-records.ts';

/** What is needed of a seeded generator: an integer in [0, n). */
export interface RandomIntegers {
  integer(n: number): number;
}

/** What a batch of users is cut with beside who they are. Hidden is what goes through row 0, so that row 0 is trained. */
export interface UserSelection {
  /** `[records]`, 1 where the ID is to be hidden behind row 0. */
  readonly hideId?: Uint8Array;
  /** `[records * features]`, 1 where that feature of that record is to be hidden. */
  readonly hideFeatures?: Uint8Array;
  readonly histories?: Histories;
  /** `[records]`: where each record's history ends in `histories.rows`; by default with the user's last event. */
  readonly historyEnd?: Int32Array;
  /** In training: `[records]` places of the events themselves, and what draws a history of `others`, which leaves out their items. */
  readonly others?: { readonly events: Int32Array; readonly random: RandomIntegers };
  /** One bag a feature of the context, as `selectContext` gives them; without them all are missing. */
  readonly context?: readonly Bag[];
}

/**
 * The batch of the items at `indices`, `[records]`.
 *
 * @param hideId `[records]`, 1 where the ID is to be hidden behind row 0
 * @param hideFeatures `[records * encoded.features]`, 1 where that feature of that record is to be hidden behind row 0
 */
export function selectItems(
  encoded: EncodedSide,
  indices: Int32Array,
  hideId?: Uint8Array,
  hideFeatures?: Uint8Array,
): TowerBatch {
  const { features: count, records } = encoded;
  const features = Array.from({ length: count }, (_, at) =>
    selectRecords(records, indices, hideFeatures && { mask: hideFeatures, count, at }, { count, at }),
  );
  return { size: indices.length, bags: [idBag(encoded, indices, hideId), ...features] };
}

/**
 * The batch of the users at `indices`, `[records]`, with their histories and the context where the side has those
 * features.
 */
export function selectUsers(
  encoded: EncodedSide,
  indices: Int32Array,
  selection: UserSelection = {},
): TowerBatch {
  const { histories, contextFeatures } = encoded;
  const { size, bags } = selectItems(encoded, indices, selection.hideId, selection.hideFeatures);
  return {
    size,
    bags: [
      ...bags,
      ...histories.map((history) => selectHistories(indices, history, selection)),
      ...(selection.context ?? Array.from({ length: contextFeatures }, () => missingBag(size))),
    ],
  };
}

/** One column feature of all entities, one record each. */
export function featureBag({ idRows, features: count, records }: EncodedSide, at: number): Bag {
  const all = Int32Array.from(idRows, (_, entity) => entity);
  return selectRecords(records, all, undefined, { count, at });
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

function selectHistories(indices: Int32Array, history: HistoryInput, selection: UserSelection): Bag {
  const size = indices.length;
  const { histories, historyEnd, others } = selection;
  if (histories === undefined) {
    return missingBag(size);
  }
  if (history.of === 'others' && others) {
    return drawOthers(indices, history.length, histories, others.events, others.random);
  }
  const starts = new Int32Array(size);
  const ends = new Int32Array(size);
  for (let r = 0; r < size; r++) {
    const first = histories.starts[indices[r]];
    ends[r] = historyEnd ? historyEnd[r] : histories.ends[indices[r]];
    starts[r] = history.of === 'others' ? first : Math.max(first, ends[r] - history.length);
  }
  return historyBag(histories.rows, starts, ends);
}

/** The mean of `length` of each user's items, drawn with repetition, without those that are the event's own; row 0 where none is left. */
function drawOthers(
  indices: Int32Array,
  length: number,
  { starts, ends, rows }: Histories,
  events: Int32Array,
  random: RandomIntegers,
): Bag {
  const size = indices.length;
  const offsets = new Int32Array(size + 1);
  const drawn = new Int32Array(size * length);
  const weights = new Float32Array(size * length);
  for (let r = 0; r < size; r++) {
    const start = starts[indices[r]];
    const count = ends[indices[r]] - start;
    const first = offsets[r];
    let end = first;
    for (let i = 0; i < length; i++) {
      const row = rows[start + random.integer(count)];
      if (row !== rows[events[r]]) drawn[end++] = row;
    }
    if (end === first) drawn[end++] = 0;
    weights.fill(1 / (end - first), first, end);
    offsets[r + 1] = end;
  }
  return { offsets, rows: drawn, weights };
}

function idBag({ idRows }: EncodedSide, indices: Int32Array, hideId: Uint8Array | undefined): Bag {
  const rows = new Int32Array(indices.length);
  for (let r = 0; r < rows.length; r++) {
    rows[r] = hideId !== undefined && hideId[r] === 1 ? 0 : idRows[indices[r]];
  }
  return rowBag(rows);
}
