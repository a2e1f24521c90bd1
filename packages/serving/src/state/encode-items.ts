import { encodeItem, type RawRecord } from '@twotower/features';
import { encodeOver } from '../rows/encode-over.ts';
import type { IndexedState } from './served-state.ts';

/** What the item tower makes of items as they are described, and whether it knew anything of them. */
export interface EncodedItems {
  /** `[items, dim]` */
  readonly vectors: Float32Array;
  readonly told: Uint8Array;
}

/** Encodes items by their columns and, where they have one, their row in the ID table. */
export function encodeItems(
  { base, itemIds }: Pick<IndexedState, 'base' | 'itemIds'>,
  records: readonly (readonly [string, RawRecord])[],
): EncodedItems {
  const { model, fitted } = base;
  const { dim } = model;
  const vectors = new Float32Array(records.length * dim);
  const told = new Uint8Array(records.length);
  const features = { item: { ...fitted.item, ids: itemIds } };
  records.forEach(([id, record], i) => {
    const batch = encodeItem(features, { id, features: record });
    told[i] = batch.bags.some(({ rows }) => rows.some((row) => row !== 0)) ? 1 : 0;
    vectors.set(encodeOver(model, 'item', batch, { 'item-ids': itemIds.rows }), i * dim);
  });
  return { vectors, told };
}
