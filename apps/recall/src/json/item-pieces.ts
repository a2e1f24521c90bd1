import type { Attributes, ScoredItem } from '@twotower/api';

/** What of an item's JSON is the same in every answer: what stands before its score, and what comes after. */
export interface ItemPieces {
  readonly itemId: string;
  readonly head: string;
  readonly tail: string;
}

/**
 * By the attributes, which a bundle makes once an item: they are made into text once, when an item is first recalled, and go when the
 * bundle goes or the item changes.
 */
const known = new WeakMap<Attributes, ItemPieces>();

export function itemPieces({ itemId, attributes }: ScoredItem): ItemPieces {
  if (attributes === undefined) return { itemId, head: headOf(itemId), tail: '' };
  const found = known.get(attributes);
  if (found !== undefined && found.itemId === itemId) return found;
  const pieces = { itemId, head: headOf(itemId), tail: `,"attributes":${JSON.stringify(attributes)}` };
  known.set(attributes, pieces);
  return pieces;
}

function headOf(itemId: string): string {
  return `{"itemId":${JSON.stringify(itemId)},"score":`;
}
