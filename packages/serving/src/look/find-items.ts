import { setImmediate } from 'node:timers/promises';
import type { Asked } from '../answer/asked.ts';
import type { Attributes } from '../request.ts';

/** An item as it is looked up. */
export interface FoundItem {
  readonly itemId: string;
  readonly attributes?: Attributes;
  /** Training positives. */
  readonly positives: number;
}

/** Rows that are looked at before others have their turn. */
const inOneGo = 20_000;

/**
 * Served items whose id, or a text among what is shown of them, has `query` in it in whatever case; the item of that very id first, the
 * others by popularity. Nothing as `query`: the most popular.
 *
 * @param limit of further ones there is only word
 */
export async function findItems(
  { state: { base, items } }: Asked,
  query: string,
  limit: number,
): Promise<{ items: FoundItem[]; more: boolean }> {
  const wanted = query.toLowerCase();
  const texts = items.catalogue.shown;
  const own = items.row(query);
  const positives = (row: number): number => base.counts[row] ?? 0;
  const has = (value: unknown): boolean =>
    typeof value === 'string'
      ? value.toLowerCase().includes(wanted)
      : Array.isArray(value) && value.some(has);
  /** The best so far, best first, one more than asked for. */
  const best: number[] = [];
  for (let row = 0; row < items.size; row++) {
    if (row % inOneGo === inOneGo - 1) await setImmediate();
    if (row === own || !items.serves(row)) continue;
    const last = best.at(-1);
    if (best.length > limit && last !== undefined && positives(row) <= positives(last)) continue;
    if (!has(items.id(row)) && !texts.some((column) => has(items.value(row, column)))) continue;
    let place = best.length;
    while (place > 0 && positives(best[place - 1]) < positives(row)) place--;
    best.splice(place, 0, row);
    if (best.length > limit + 1) best.pop();
  }
  if (own !== undefined && items.serves(own)) best.unshift(own);
  return {
    items: best.slice(0, limit).map((row) => ({
      itemId: items.id(row),
      attributes: items.attributes(row),
      positives: positives(row),
    })),
    more: best.length > limit,
  };
}
