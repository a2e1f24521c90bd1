import { RowSet } from '@twotower/index';
import type { SimilarAnswer } from '../request.ts';
import { acceptedItems } from './acceptance.ts';
import type { Asked } from './asked.ts';
import { checkedK } from './check-request.ts';
import { noItem } from './no-item.ts';
import { scoredItems } from './scored-items.ts';
import { toldFirst } from './told-first.ts';

/**
 * The `k` items nearest to an item by the cosine of the item tower's vectors, without itself and what is not available now.
 *
 * @throws ServingError NOT_FOUND
 */
export function similarItems(asked: Asked, itemId: string, k: number): SimilarAnswer {
  const { state } = asked;
  const { base, items, vectors, similar } = state;
  const row = items.row(itemId);
  if (row === undefined || !items.serves(row)) throw noItem(itemId, base);
  const others = acceptedItems(asked, { k }) ?? RowSet.all(items.size);
  others.delete(row);
  const nearest = toldFirst(items, (count, accept) => similar.search(vectors.row(row), count, accept));
  return {
    itemId,
    attributes: items.attributes(row),
    bundleId: base.id,
    items: scoredItems(items, nearest(checkedK(k, items.size), others)),
  };
}
