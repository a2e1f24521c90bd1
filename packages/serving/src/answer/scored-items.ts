import type { SearchResult } from '@twotower/index';
import type { ServedItems } from '../items/served-items.ts';
import type { ScoredItem } from '../request.ts';

/** Rows as an answer shows them. */
export function scoredItems(items: ServedItems, { rows, scores }: SearchResult): ScoredItem[] {
  return Array.from(rows, (row, rank) => ({
    itemId: items.id(row),
    score: scores[rank],
    attributes: items.attributes(row),
  }));
}
