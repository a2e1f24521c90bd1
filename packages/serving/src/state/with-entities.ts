import type { RawRecord } from '@twotower/features';
import { fittingRecord } from '../items/item-record.ts';
import type { LiveChange } from '../live/live-entities.ts';
import { priorOf } from '../prior/served-prior.ts';
import { encodeItems } from './encode-items.ts';
import type { IndexedState, StateChange } from './served-state.ts';
import { withItemVectors } from './with-item-vectors.ts';

/** A state with items that were put or removed by hand: they are encoded from their columns, and found at once. */
export function withItems(state: IndexedState, changes: ReadonlyMap<string, LiveChange>): StateChange {
  const { put, removed } = parted(changes);
  for (const [id, record] of put) put.set(id, fittingRecord(state.base, record));
  const records = [...put];
  const ids = records.map(([id]) => id);
  const { vectors, told } = encodeItems(state, records);
  const rows = state.items.rowsFor(ids);
  const items = state.items.with({ ids, told, records: put, removed, byHand: true });
  return {
    state: {
      ...withItemVectors(state, rows, vectors, 'tower'),
      items,
      prior: state.prior && priorOf(state.prior, items),
    },
    rows,
    removed: Int32Array.from(removed.flatMap((id) => items.row(id) ?? [])),
  };
}

/** A state with users that were put or removed by hand. Of who was removed before they were put nothing older holds. */
export function withUsers(state: IndexedState, changes: ReadonlyMap<string, LiveChange>): IndexedState {
  const { put, forgotten } = parted(changes);
  const none = new Float32Array(0);
  return {
    ...state,
    userIds: state.userIds.with([], none, forgotten),
    users: state.users.with(put, forgotten),
  };
}

function parted(changes: ReadonlyMap<string, LiveChange>) {
  const put = new Map<string, RawRecord>();
  const removed: string[] = [];
  const forgotten: string[] = [];
  for (const [id, change] of changes) {
    if (change.kind === 'put') put.set(id, change.record);
    else removed.push(id);
    if (change.kind === 'removed' || change.after) forgotten.push(id);
  }
  return { put, removed, forgotten };
}
