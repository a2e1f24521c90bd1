import type { TowerBatch } from './bag.ts';
import type { RawRecord } from './dataset.ts';
import { encodeEntities } from './encoded-side.ts';
import type { FittedFeatures, FittedSide } from './fitted-features.ts';
import { historyBag, selectItems } from './select.ts';

/** An item as a request or a file gives it; what is missing goes through row 0. */
export interface ItemRecord {
  readonly id?: string;
  /** Column name to value. */
  readonly features?: RawRecord;
}

export interface UserRecord extends ItemRecord {
  /** Item ids, oldest first. */
  readonly history?: readonly string[];
}

/**
 * The user tower's input for one user, the same bytes as training gives for the same record. Without an id, or with one
 * that was not in training, the ID goes through row 0.
 */
export function encodeUser(fitted: FittedFeatures, user: UserRecord): TowerBatch {
  const { size, bags } = encodeOne(fitted.user, user);
  const { history } = fitted.user;
  if (!history) {
    return { size, bags };
  }
  const last = (user.history ?? []).slice(-history.length);
  const rows = Int32Array.from(last, (id) => fitted.item.ids.row(id));
  return { size, bags: [...bags, historyBag(rows, Int32Array.of(0), Int32Array.of(rows.length))] };
}

/** The item tower's input for one item. */
export function encodeItem(fitted: FittedFeatures, item: ItemRecord): TowerBatch {
  return encodeOne(fitted.item, item);
}

function encodeOne(side: FittedSide, { id, features = {} }: ItemRecord): TowerBatch {
  const columns = Object.fromEntries(
    side.encoders.map(({ column }) => [
      column,
      [Object.hasOwn(features, column) ? features[column] : undefined],
    ]),
  );
  const encoded = encodeEntities(side, { ids: [id ?? ''], columns });
  return selectItems(encoded, Int32Array.of(0), Uint8Array.of(id === undefined ? 1 : 0));
}
