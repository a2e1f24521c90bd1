import type { IdRows } from '@twotower/features';

/**
 * Takes their rows from IDs that were last seen before a moment. One of which no time is known stays.
 *
 * @param seenNow IDs that occur in what is learnt now
 * @returns how many
 */
export function evictIds(ids: IdRows, before: number, seenNow: ReadonlyMap<string, unknown>): number {
  const { last } = ids.sightings;
  const gone: string[] = [];
  for (let row = 1; row < ids.size; row++) {
    const id = ids.id(row);
    if (id !== undefined && last[row] < before && !seenNow.has(id)) gone.push(id);
  }
  for (const id of gone) ids.release(id);
  return gone.length;
}
